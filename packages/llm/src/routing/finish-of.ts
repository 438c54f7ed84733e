import { costOf } from '../catalogue/cost-of.ts';
import type { ModelEvent, ModelRequest } from '../model-port.ts';
import type { ProviderEvent } from '../providers/provider.ts';
import { countInput } from '../tokens/count-tokens.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import type { Opened } from './open-chain.ts';

/** The last event of an answer: tokens as the vendor counted them, else as we estimate them, and their cost. */
export function finishOf(
  event: Extract<ProviderEvent, { type: 'finish' }>,
  request: ModelRequest,
  { candidate, failures }: Opened,
  written: string,
): ModelEvent {
  const { model, provider } = candidate;
  const tokens = event.usage ?? estimateUsage(request, written);
  const { input, output, total } = tokens;
  return {
    type: 'finish',
    provider: provider.id,
    model: model.id,
    finishReason: event.finishReason,
    tokens: { input, output, total },
    costNanoUsd: tokens.billedNanoUsd ?? (model.price === null ? 0 : costOf(model.price, tokens)),
    fallbacks: failures.map(({ candidate: tried, error }) => ({
      model: tried.model.id,
      reason: error.message,
    })),
  };
}

function estimateUsage(request: ModelRequest, written: string) {
  const input = countInput(request).expected;
  const output = estimateTokens(written);
  return { input, output, total: input + output, cachedInput: 0, billedNanoUsd: null };
}
