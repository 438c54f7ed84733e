'use client';

import { useQuery } from '@tanstack/react-query';
import { useFrame } from '../frame/frame-context.ts';
import { groupModels, isOff } from '../models/group-models.ts';
import { useTRPC } from '../trpc/context.ts';

/** Models that may stand in place of a version's own, those that answer here first; null where none can. */
export function useTriedModels(possible: boolean): readonly string[] | null {
  const trpc = useTRPC();
  const { me } = useFrame();
  const mayReadKeys = me.team.role === 'owner' || me.team.role === 'admin';
  const models = useQuery(
    trpc.models.list.queryOptions(undefined, { staleTime: 300_000, enabled: possible }),
  ).data;
  const policy = useQuery(trpc.teamPolicy.get.queryOptions(undefined, { enabled: possible })).data;
  const keys = useQuery(
    trpc.providerKeys.list.queryOptions(undefined, { enabled: possible && mayReadKeys }),
  ).data;
  if (!possible) return null;
  const off = policy?.switched_off ?? [];
  return groupModels(models?.items ?? [], {
    health: [],
    usage: [],
    ownKeyVendors: new Set(
      keys?.items.filter(({ status }) => status === 'active').map(({ vendor }) => vendor),
    ),
  }).flatMap(({ rows }) => rows.map(({ model }) => model.id).filter((id) => !isOff(off, id)));
}
