'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { ProviderKey } from '../trpc/outputs.ts';

export interface RotateProviderKeyDialogProps {
  providerKey: ProviderKey;
  onClose: () => void;
}

/** Puts a new key in the place of one; the old one stays in use until the vendor has accepted the new. */
export function RotateProviderKeyDialog({ providerKey, onClose }: RotateProviderKeyDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [secret, setSecret] = useState('');
  const update = useMutation(
    trpc.providerKeys.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.providerKeys.list.pathFilter());
        toast({ tone: 'positive', title: `${providerKey.label} has its new key` });
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Replace the key of ${providerKey.label}`}
        description={`${providerKey.masked} stays in use until the new one has passed its test.`}
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (secret.trim() !== '') update.mutate({ id: providerKey.id, secret: secret.trim() });
          }}
        >
          {update.isError ? <FormError>{apiFailure(update.error).message}</FormError> : null}
          <Field label="New key">
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
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="primary"
              disabled={secret.trim() === ''}
              loading={update.isPending}
            >
              Test and replace
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
