'use client';

import { parseSpec } from '@agent-factory/spec';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../trpc/context.ts';
import { type AgentFacts, factsOf } from './agent-facts.ts';
import type { CanvasGraph } from './canvas-graph.ts';

/** Of so many agents the specs are read for what they can do; of further ones the name alone shows. */
const mostRead = 24;

/** The team's agents by name, with model and effects for those that the graph names. */
export function useAgentFacts(graph: CanvasGraph | null): ReadonlyMap<string, AgentFacts> {
  const trpc = useTRPC();
  const list = useQuery(trpc.agents.list.queryOptions({ limit: 100 }, { staleTime: 60_000 }));
  const named = useMemo(() => {
    const names = new Set(graph?.nodes.flatMap(({ agent }) => agent ?? []));
    return (list.data?.items ?? []).filter(({ name }) => names.has(name)).slice(0, mostRead);
  }, [list.data, graph]);
  const read = useQueries({
    queries: named.map(({ id }) => trpc.agents.get.queryOptions({ id }, { staleTime: 60_000 })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  return useMemo(() => {
    const facts = new Map<string, AgentFacts>();
    for (const { id, name, title } of list.data?.items ?? []) {
      facts.set(name, { id, title, model: null, effects: [] });
    }
    for (const { id, name, spec } of read) {
      const { document } = parseSpec(spec);
      if (document !== null) facts.set(name, factsOf(document, id));
    }
    return facts;
  }, [list.data, read]);
}
