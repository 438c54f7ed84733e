import { parseSpec } from '@agent-factory/spec';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/context.ts';
import { factsOf } from '../canvas/agent-facts.ts';
import { EffectChip } from './effect-chip.tsx';

/** What another agent may do with its own tools, gravest first; nothing until its spec is read. */
export function AgentEffects({ name }: { name: string }) {
  const trpc = useTRPC();
  const agents = useQuery(trpc.agents.list.queryOptions({ limit: 100 }, { staleTime: 60_000 }));
  const id = agents.data?.items.find((agent) => agent.name === name)?.id;
  const effects = useQuery(
    trpc.agents.get.queryOptions(id === undefined ? skipToken : { id }, {
      staleTime: 60_000,
      select: ({ spec }) => {
        const { document } = parseSpec(spec);
        return document === null ? [] : factsOf(document, null).effects;
      },
    }),
  );
  return effects.data?.map((effect) => <EffectChip key={effect} effect={effect} />) ?? null;
}
