'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

/** An operator's decision about a template; the queue and the marketplace are read anew after it. */
export function useModerate() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  return useMutation(
    trpc.moderation.moderate.mutationOptions({
      onSuccess: async ({ status }) => {
        toast({ tone: 'positive', title: status === 'listed' ? 'It is listed' : 'Decided' });
        await Promise.all([
          queryClient.invalidateQueries(trpc.moderation.pathFilter()),
          queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
        ]);
      },
      onError: (error) =>
        toast({ tone: 'danger', title: 'It was not decided', description: apiFailure(error).message }),
    }),
  );
}
