import type { ModelView } from '@agent-factory/contracts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** The models that the router knows, each with whether it is configured here. Secrets are not part of it. */
export function listModels({ ctx }: { ctx: ServiceContext }): ModelView[] {
  requireScope(ctx.actor, 'models:read');
  return ctx.router.models().map((model) => ({
    id: model.id,
    provider: model.provider,
    title: model.title,
    configured: model.configured,
    variable: model.variable,
    tools: model.tools,
    vision: model.vision,
    searches: model.searches,
    structured_output: model.structuredOutput,
    context_tokens: model.contextTokens,
    max_output_tokens: model.maxOutputTokens,
    price: priceView(model.price),
  }));
}

type Price = NonNullable<ReturnType<ServiceContext['router']['models']>[number]['price']>;

/** As vendors print prices: a pico-USD a token is a millionth of a dollar a million tokens. */
function priceView(price: Price | null): ModelView['price'] {
  if (price === null) return null;
  return {
    input_usd: price.inputPicoUsd / 1e6,
    cached_input_usd: price.cachedInputPicoUsd / 1e6,
    output_usd: price.outputPicoUsd / 1e6,
    request_usd: price.requestPicoUsd / 1e12,
    search_usd: price.searchPicoUsd / 1e12,
    source: price.source,
    as_of: price.asOf,
  };
}
