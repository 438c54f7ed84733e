'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

export interface RotateProviderKeyDialogProps {
  providerKey: ProviderKey;
  onClose: () => void;
}

/** Puts a new key in the place of one; the old one stays in use until the vendor has accepted the new. */
export function RotateProviderKeyDialog({ providerKey, onClose }: RotateProviderKeyDialogProps) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [secret, setSecret] = useState('');
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.pathFilter());
        toast({ tone: 'positive', title: say('hasNewKey', { name: providerKey.label }) });
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={say('replaceTitle', { name: providerKey.label })}
        description={say('replaceHint', { masked: providerKey.masked })}
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (secret.trim() !== '') update.mutate({ id: providerKey.id, secret: secret.trim() });
          }}
        >
          {update.isError ? <FormError>{tellFailure(update.error)}</FormError> : null}
          <Field label={say('newKey')}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoFocus
                autoComplete="off"
                spellCheck={false}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{sayPart('cancel')}</Button>
            <Button
              type="submit"
              variant="primary"
              disabled={secret.trim() === ''}
              loading={update.isPending}
            >
              {say('testAndReplace')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
