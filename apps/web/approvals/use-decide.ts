'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Approval } from '../trpc/outputs.ts';

const done = {
  approved: 'Approved. The run goes on.',
  edited: 'Approved with your changes. The run goes on.',
  denied: 'Denied. The run goes on without it.',
  pending: 'Nothing was decided.',
  expired: 'The time was over.',
  cancelled: 'The run had ended.',
} as const satisfies Record<Approval['state'], string>;

/** Sends a decision, and lets everything that showed the question look again. */
export function useDecide() {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess: (decided) => toast({ tone: 'positive', title: done[decided.state] }),
      onError: (error) =>
        toast({ tone: 'danger', title: 'This could not be decided', description: apiFailure(error).message }),
      // Also after a refusal: somebody else may have been quicker.
      onSettled: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.approvals.pathFilter()),
          queryClient.invalidateQueries(trpc.runs.get.pathFilter()),
          queryClient.invalidateQueries(trpc.runs.list.pathFilter()),
        ]);
      },
    }),
  );
}
