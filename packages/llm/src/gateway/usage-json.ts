import { nanoUsdToUsd } from '@agent-factory/contracts';
import type { FinishEvent } from '../model-port.ts';

/** Token counts in the shape of OpenAI's chat completions. */
export function usageJson({ tokens }: FinishEvent): string {
  return (
    `{"prompt_tokens":${tokens.input},"completion_tokens":${tokens.output},"total_tokens":${tokens.total}` +
    `,"prompt_tokens_details":{"cached_tokens":${tokens.cachedInput}}` +
    `,"completion_tokens_details":{"reasoning_tokens":${tokens.reasoning}}}`
  );
}

/**
 * The one field that OpenAI's answers do not have, beside theirs and not among them, so that a vendor's own answer
 * can be passed on untouched before it. `cost_usd` is null for a model of unknown price.
 */
export function extensionJson(finish: FinishEvent): string {
  const { provider, model, costNanoUsd, cached, estimated, fallbacks } = finish;
  const cost = costNanoUsd === null ? 'null' : String(nanoUsdToUsd(costNanoUsd));
  return (
    `{"model":${JSON.stringify(model)},"provider":${JSON.stringify(provider)},"cost_usd":${cost}` +
    `,"cached":${cached},"estimated":${estimated}` +
    `,"fallbacks":${fallbacks.length === 0 ? '[]' : JSON.stringify(fallbacks)}}`
  );
}
