'use client';

import { useToast } from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFrame } from '../frame/frame-context.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { withSwitch } from './group-models.ts';

/** The team's switches: shown at once as chosen, put back when the API refuses. */
export function useTeamPolicy() {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { me } = useFrame();
  const policy = useQuery(trpc.teamPolicy.get.queryOptions());
  const key = trpc.teamPolicy.get.queryKey();
  const set = useMutation(
    trpc.teamPolicy.set.mutationOptions({
      onMutate: async (change) => {
        await queryClient.cancelQueries({ queryKey: key });
        const before = queryClient.getQueryData(key);
        if (before && change.switched_off) {
          queryClient.setQueryData(key, { ...before, switched_off: change.switched_off });
        }
        return { before };
      },
      onError: (error, _change, context) => {
        queryClient.setQueryData(key, context?.before);
        toast({ tone: 'danger', title: 'The switch was not saved', description: apiFailure(error).message });
      },
      onSuccess: (saved) => queryClient.setQueryData(key, saved),
    }),
  );
  const switchedOff = policy.data?.switched_off ?? [];
  return {
    switchedOff,
    /** Whether this person may change it, and it is known. */
    editable: policy.isSuccess && (me.team.role === 'owner' || me.team.role === 'admin'),
    turn: (pattern: string, on: boolean) =>
      set.mutate({ switched_off: withSwitch(switchedOff, pattern, on) }),
  };
}
