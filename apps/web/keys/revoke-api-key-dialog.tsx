'use client';

import { Button, Dialog, DialogContent, Field, Input, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { ApiKey } from '../trpc/outputs.ts';

/** What cannot be undone asks for the name, typed. */
export function RevokeApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
        toast({ title: `${apiKey.name} was revoked` });
        onClose();
      },
    }),
  );
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`Revoke ${apiKey.name}?`}
        description="Programs that use it are refused within seconds. It cannot be brought back."
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === apiKey.name) revoke.mutate({ id: apiKey.id });
          }}
        >
          {revoke.isError ? <FormError>{apiFailure(revoke.error).message}</FormError> : null}
          <Field label={`Type ${apiKey.name} to confirm`}>
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
            <Button
              type="submit"
              variant="danger"
              disabled={typed !== apiKey.name}
              loading={revoke.isPending}
            >
              Revoke key
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
