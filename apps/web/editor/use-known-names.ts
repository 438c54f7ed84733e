'use client';

import { formatMoney } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../trpc/context.ts';
import type { Model } from '../trpc/outputs.ts';
import { type KnownNames, noNames } from './help/known-names.ts';

/** More agents than that nobody finds in a list of offers. */
const mostAgents = 100;

/** Models with their prices and the team's agents, for help while writing; empty until they are here, or where they may not be read. */
export function useKnownNames(): KnownNames {
  const trpc = useTRPC();
  const models = useQuery(trpc.models.list.queryOptions(undefined, { staleTime: 300_000 })).data?.items;
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: mostAgents }, { staleTime: 60_000 })).data
    ?.items;
  return useMemo(
    () => ({
      models: models?.map((model) => ({ id: model.id, says: sayModel(model) })) ?? noNames.models,
      agents: agents ?? noNames.agents,
    }),
    [models, agents],
  );
}

function sayModel({ title, price }: Model): string {
  if (price === null) return `${title}: at a price nobody here knows.`;
  if (price.input_usd === 0 && price.output_usd === 0) return `${title}: at no cost.`;
  return `${title}: ${formatMoney(price.input_usd)} read and ${formatMoney(price.output_usd)} written per million tokens.`;
}
