'use client';

import type { AgentId } from '@agent-factory/contracts';
import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { AgentLabel } from '../trpc/outputs.ts';
import { labelName } from './label-chip.tsx';

/** Takes a label from where it stands, and offers to put it back: it stood there, so it may at once. */
export function useTakeLabelAway(agentId: AgentId): (label: AgentLabel) => void {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.agents.labels.pathFilter());
  const back = useMutation(
    trpc.agents.moveLabel.mutationOptions({
      onSuccess: refresh,
      onError: (error) =>
        toast({ tone: 'danger', title: 'It could not be put back', description: apiFailure(error).message }),
    }),
  );
  const take = useMutation(
    trpc.agents.removeLabel.mutationOptions({
      onError: (error) =>
        toast({
          tone: 'danger',
          title: 'The label was not taken away',
          description: apiFailure(error).message,
        }),
    }),
  );
  return ({ label, version }) =>
    take.mutate(
      { agent_id: agentId, label },
      {
        onSuccess: async () => {
          await refresh();
          toast({
            title: `${labelName(label)} stands nowhere now`,
            description:
              label === 'draft'
                ? 'What asks for it gets the newest version.'
                : 'What asks for it is refused until it is moved to a version.',
            action: {
              label: 'Undo',
              onSelect: () => back.mutate({ agent_id: agentId, label, version, from_version: null }),
            },
          });
        },
      },
    );
}
