'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../trpc/context.ts';
import type { Approval } from '../trpc/outputs.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';

const done = {
  approved: 'doneApproved',
  edited: 'doneEdited',
  denied: 'doneDenied',
  pending: 'donePending',
  expired: 'doneExpired',
  cancelled: 'doneCancelled',
} as const satisfies Record<Approval['state'], PlainKey<'approvals'>>;

/** Sends a decision, and lets everything that showed the question look again. */
export function useDecide() {
  const trpc = useTRPC();
  const say = useWords('approvals');
  const tellFailure = useTellFailure();
  const toast = useToast();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess: (decided) => toast({ tone: 'positive', title: say(done[decided.state]) }),
      onError: (error) =>
        toast({ tone: 'danger', title: say('notDecided'), description: tellFailure(error) }),
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
