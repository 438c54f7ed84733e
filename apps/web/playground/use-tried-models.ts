'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '../trpc/context.ts';

/**
 * Models that may stand in place of a version's own: those that the router has a key for and the team's policy lets
 * through, the router's own order first. Null where none can.
 */
export function useTriedModels(possible: boolean): readonly string[] | null {
  const client = useTRPCClient();
  const route = useQuery({
    queryKey: ['models.explain', 'tried'],
    queryFn: ({ signal }) => client.models.explain.mutate({ text: 'Who could answer?' }, { signal }),
    enabled: possible,
    staleTime: 300_000,
  });
  if (!possible) return null;
  return (route.data?.table ?? [])
    .filter(({ payer, dropped }) => payer !== null && dropped?.code !== 'not_allowed')
    .map(({ model }) => model);
}
