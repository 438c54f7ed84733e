'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TypedNameDialog } from '../settings/typed-name-dialog.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

export function DeleteAccountDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.privacy.deleteAccount.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.account.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <TypedNameDialog
      title="Delete your account?"
      description="In 30 days it is erased, with your personal team and every team in which you are alone. Until then you can sign in and keep it. A mail tells you the day, and another one brings the receipt."
      name={name}
      verb="Delete account"
      pending={remove.isPending}
      failure={remove.isError ? apiFailure(remove.error).message : null}
      onConfirm={() => remove.mutate({ confirm_name: name })}
      onClose={onClose}
    />
  );
}
