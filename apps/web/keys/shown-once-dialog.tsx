'use client';

import { Dialog, DialogContent } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { ShownOnce } from './shown-once.tsx';

/** A secret, this once. */
export function ShownOnceDialog({
  name,
  secret,
  onClose,
}: {
  name: string;
  secret: string;
  onClose: () => void;
}) {
  const say = useWords('keys');
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('copyNow')} description={say('shownOnce')}>
        <ShownOnce name={name} secret={secret} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}
