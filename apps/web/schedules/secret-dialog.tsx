'use client';

import { Button, CodeBlock, CopyButton, Dialog, DialogContent } from '@agent-factory/ui';
import type { TriggerSecret } from '../trpc/outputs.ts';
import { curlExample } from './curl-example.ts';

/** A secret that nobody can show again, beside a call that is signed with it. */
export function SecretDialog({
  trigger,
  apiUrl,
  onClose,
}: {
  trigger: TriggerSecret;
  apiUrl: string;
  onClose: () => void;
}) {
  const url = `${apiUrl}${trigger.path}`;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`The secret of ${trigger.name}`}
        description="It is shown now and never again. Give it to whoever calls."
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
          <div className="flex flex-wrap items-center gap-2 rounded-md border bg-sunken p-2 ps-3">
            <code className="min-w-0 flex-1 basis-48 break-all font-mono text-sm">{trigger.secret}</code>
            <CopyButton value={trigger.secret} label="Copy secret" labelled variant="primary" />
          </div>
          <CodeBlock label="Address" code={url} />
          <CodeBlock
            label="Signed call"
            code={`SECRET='${trigger.secret}'\n${curlExample(trigger.scheme, url)}`}
          />
        </div>
        <div className="flex justify-end border-t px-5 py-3">
          <Button onClick={onClose}>I have copied it</Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
