import type { ModelRequest } from '@agent-factory/llm';
import type { Spec } from '@agent-factory/spec';
import type { ServiceContext } from '../../service-context.ts';
import { callOptionsFor } from '../../spending/call-options.ts';

/**
 * The model that the router would take for an agent today, by its name for what it is asked for (`auto:research`, or the
 * first pin). Null where that says nothing: a team of agents, a cascade, models that are not well at the moment, or
 * nobody at all.
 */
export async function chosenModel(
  ctx: ServiceContext,
  spec: Spec,
): Promise<{ asked: string; answered: string } | null> {
  if (spec.kind !== 'Agent' || spec.model.cascade !== undefined) return null;
  // A breaker that is open is weather, and no change of the catalogue.
  if (ctx.router.health().some(({ state }) => state !== 'closed')) return null;
  const options = await callOptionsFor({ services: ctx, actor: ctx.actor, purpose: 'test' });
  const { task, use, regions } = spec.model;
  const request: ModelRequest = {
    task,
    messages: [{ role: 'user', content: spec.instructions }],
    // Models that call no tools are nothing for an agent that has some.
    tools: spec.tools.length === 0 ? [] : [anyTool],
    maxOutputTokens: spec.limits.maxOutputTokens,
    use,
    maxCostNanoUsd: null,
  };
  const { table } = await ctx.router.explain(request, {
    ...options,
    ...(regions === undefined ? {} : { regions }),
  });
  const first = table.find(({ rank }) => rank === 0);
  return first === undefined ? null : { asked: use[0] ?? `auto:${task}`, answered: first.model };
}

const anyTool = {
  name: 'tool',
  description: 'A tool.',
  parameters: { type: 'object' as const, properties: {} },
};
