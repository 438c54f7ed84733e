'use client';

import { Dialog, DialogContent } from '@agent-factory/ui';
import Link from 'next/link';
import { useWords } from '../words/words-context.ts';
import { ShortcutList } from './shortcut-list.tsx';

export function ShortcutsDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const say = useWords('frame');
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title={say('shortcuts')} description={say('controlKey')}>
        <section
          aria-label={say('allShortcuts')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="grid gap-x-8 gap-y-5 overflow-y-auto p-5 sm:grid-cols-2"
        >
          <ShortcutList level={3} />
        </section>
        <p className="border-t px-5 py-3 text-sm">
          <Link
            href="/shortcuts"
            onClick={() => onOpenChange(false)}
            className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline"
          >
            {say('asPage')}
          </Link>
        </p>
      </DialogContent>
    </Dialog>
  );
}
