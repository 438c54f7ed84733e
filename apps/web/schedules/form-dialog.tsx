'use client';

import { Button, Dialog, DialogContent } from '@agent-factory/ui';
import type { ReactNode } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

export interface FormDialogProps {
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

/** A form whose refusal keeps what was written. */
export function FormDialog({ title, description, verb, pending, error, ...props }: FormDialogProps) {
  const say = useWords('parts');
  const tellFailure = useTellFailure();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent title={title} description={description}>
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            props.onSubmit();
          }}
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            {error ? <FormError>{tellFailure(error)}</FormError> : null}
            {props.children}
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={props.onClose}>
              {say('cancel')}
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
