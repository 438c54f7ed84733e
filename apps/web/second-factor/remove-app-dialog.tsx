'use client';

import { Button, Dialog, DialogContent, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import type { AuthenticatorApp } from './read-second-factor.ts';
import { removeApp } from './remove-app.ts';

interface RemoveAppDialogProps {
  app: AuthenticatorApp;
  /** Whether no second factor is left without it. */
  last: boolean;
  onClose: () => void;
}

/** What makes the account weaker asks for the name, typed. */
export function RemoveAppDialog({ app, last, onClose }: RemoveAppDialogProps) {
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Remove ${app.name}?`}
        description={
          last
            ? 'It is the last one: a password alone signs you in again, and the recovery codes go too.'
            : 'Its codes are not taken any more.'
        }
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed !== app.name) return;
            startTransition(async () => {
              const outcome = await removeApp(app.id);
              if ('error' in outcome) setFailure(outcome.error);
              else onClose();
            });
          }}
        >
          {failure ? <FormError>{failure}</FormError> : null}
          <Field label={`Type ${app.name} to confirm`}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoFocus
                autoComplete="off"
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="danger" disabled={typed !== app.name} loading={pending}>
              Remove app
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
