import { Button, Dialog, DialogContent } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { ShownOnce } from './shown-once.tsx';

export interface KeyDialogProps {
  title: string;
  description: string;
  /** On the button that does it. */
  verb: string;
  pending: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form about one key. */
export function KeyDialog(props: KeyDialogProps) {
  const { title, description, verb, pending, error, onSubmit, onClose, children } = props;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={description}>
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            {error ? <FormError>{apiFailure(error).message}</FormError> : null}
            {children}
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={pending}>
              {verb}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

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
