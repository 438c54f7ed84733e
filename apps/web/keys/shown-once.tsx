'use client';

import { Button, CopyButton } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

/** A secret that nobody can show again, where it can be copied and is used. */
export function ShownOnce({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const say = useWords('keys');
  return (
    <>
      <div className="flex flex-col gap-3 p-5">
        <p className="text-sm">
          {say.rich('ready', { name, b: (text) => <span className="font-medium">{text}</span> })}
        </p>
        <div className="flex items-center gap-2 rounded-md border bg-sunken p-2 ps-3">
          <code className="min-w-0 flex-1 break-all font-mono text-sm">{secret}</code>
          <CopyButton value={secret} label={say('copyKey')} labelled variant="primary" />
        </div>
      </div>
      <div className="flex justify-end border-t px-5 py-3">
        <Button onClick={onClose}>{say('haveCopied')}</Button>
      </div>
    </>
  );
}
