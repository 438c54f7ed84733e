import {
  type ExplainRouteInput,
  explainRouteInputSchema,
  nanoUsdToUsd,
  type RouteView,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import type { ModelMessage, ModelRequest, Route } from '@agent-factory/llm';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { sayRoute } from './say-route.ts';

/**
 * Who would serve a request of this team, in which order, at what price, and why the others would not; nothing is
 * called. Errors: `forbidden`, `invalid_input`.
 */
export async function explainRoute({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: unknown;
}): Promise<RouteView> {
  requireScope(ctx.actor, 'models:read');
  const given = parseInput(explainRouteInputSchema, input);
  const request = requestOf(given);
  const options = await callOptionsFor({ services: ctx, actor: ctx.actor, purpose: 'explain' });
  // Never more than the team allows.
  const regions = given.regions?.filter((region) => options.regions?.includes(region) ?? true);
  const route = await ctx.router.explain(request, regions === undefined ? options : { ...options, regions });
  const titles = new Map(ctx.router.models().map(({ id, title }) => [id, title]));
  return viewOf(route, (model) => titles.get(model) ?? model);
}

function requestOf(input: ExplainRouteInput): ModelRequest {
  return {
    task: input.task,
    messages: input.messages?.map(messageOf) ?? [{ role: 'user', content: input.text ?? '' }],
    tools: input.tools.map((name) => ({ name, description: '', parameters: { type: 'object' } })),
    use: input.use,
    maxOutputTokens: input.max_output_tokens,
    maxCostNanoUsd: input.max_cost_usd === undefined ? null : usdToNanoUsd(input.max_cost_usd),
  };
}

function messageOf({ role, content }: NonNullable<ExplainRouteInput['messages']>[number]): ModelMessage {
  return role === 'assistant' ? { role, content, toolCalls: [] } : { role, content };
}

function viewOf(route: Route, titleOf: (model: string) => string): RouteView {
  const usd = (nano: number | null) => (nano === null ? null : nanoUsdToUsd(nano));
  const table = [...route.table]
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
    .map((verdict) => ({
      model: verdict.model,
      title: titleOf(verdict.model),
      provider: verdict.provider,
      region: verdict.region,
      payer: verdict.payer,
      rank: verdict.rank,
      dropped: verdict.dropped,
      expected_usd: usd(verdict.expectedNanoUsd),
      worst_usd: usd(verdict.worstNanoUsd),
      latency_ms: verdict.latencyMs,
      health: verdict.health,
    }));
  const view = {
    task: route.task,
    classified_by: route.classifiedBy,
    input_tokens: { expected: route.inputTokens.expected, at_most: route.inputTokens.atMost },
    bound: route.bound === null ? null : { usd: nanoUsdToUsd(route.bound.nanoUsd), by: route.bound.by },
    chosen: table.find(({ rank }) => rank === 0)?.model ?? null,
    table,
  };
  return { ...view, summary: sayRoute(view) };
}
