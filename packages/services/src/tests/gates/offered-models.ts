import type { ServiceContext } from '../../service-context.ts';
import { callOptionsFor } from '../../spending/call-options.ts';

/** Which of these models somebody would answer for the team today: with a key of the platform, or of the team's own. */
export async function offeredModels(
  ctx: ServiceContext,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const options = await callOptionsFor({ services: ctx, actor: ctx.actor, purpose: 'test' });
  const request = {
    task: 'simple_query' as const,
    messages: [],
    tools: [],
    maxOutputTokens: 1,
    use: [...new Set(names)],
    maxCostNanoUsd: null,
  };
  const { table } = await ctx.router.explain(request, options);
  const answered = new Set(table.flatMap(({ model, payer }) => (payer === null ? [] : [model])));
  return new Set(names.filter((name) => answered.has(name)));
}
