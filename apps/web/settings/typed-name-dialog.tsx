'use client';

import { Button, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { type ReactNode, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useWords } from '../words/words-context.ts';

export interface TypedNameDialogProps {
  title: string;
  description: ReactNode;
  /** What has to be typed. */
  name: string;
  /** Of the button: "Delete team". */
  verb: string;
  pending: boolean;
  /** Why it did not work, in words for the person. */
  failure: string | null;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** What cannot be undone by a click asks for the name, typed. */
export function TypedNameDialog(props: TypedNameDialogProps) {
  const say = useWords('parts');
  const { title, description, name, verb, pending, failure, onConfirm, onClose, children } = props;
  const [typed, setTyped] = useState('');
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={title} description={description}>
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === name) onConfirm();
          }}
        >
          {failure === null ? null : <FormError>{failure}</FormError>}
          {children}
          <Field label={say('typeToConfirm', { name })}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" variant="danger" disabled={typed !== name} loading={pending}>
              {verb}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
