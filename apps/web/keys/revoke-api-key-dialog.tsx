'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

/** What cannot be undone asks for the name, typed. */
export function RevokeApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const say = useWords('keys');
  const trpc = useTRPC();
  const sayPart = useWords('parts');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
        toast({ title: say('revoked', { name: apiKey.name }) });
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('revokeTitle', { name: apiKey.name })} description={say('revokeHint')}>
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === apiKey.name) revoke.mutate({ id: apiKey.id });
          }}
        >
          {revoke.isError ? <FormError>{tellFailure(revoke.error)}</FormError> : null}
          <Field label={sayPart('typeToConfirm', { name: apiKey.name })}>
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
            <Button onClick={onClose}>{sayPart('cancel')}</Button>
            <Button
              type="submit"
              variant="danger"
              disabled={typed !== apiKey.name}
              loading={revoke.isPending}
            >
              {say('revokeKey')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
