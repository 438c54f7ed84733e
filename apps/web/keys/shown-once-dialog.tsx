import { Dialog, DialogContent } from '@agent-factory/ui';
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
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title="Copy the key now" description="It is shown this once; only its hash is kept.">
        <ShownOnce name={name} secret={secret} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}
