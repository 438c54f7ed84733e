import type { ResponseMetadata, UsageMetadata } from '@langchain/core/messages';
import type { FinishEvent } from '../model-port.ts';

export function convertUsage({ tokens }: FinishEvent): UsageMetadata {
  return {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    total_tokens: tokens.total,
    input_token_details: { cache_read: tokens.cachedInput, cache_creation: tokens.cacheWrite },
    output_token_details: { reasoning: tokens.reasoning },
  };
}

/** What LangChain's users look for in `response_metadata`, and what the call cost. */
export function convertFinish(finish: FinishEvent): ResponseMetadata {
  return {
    model_provider: finish.provider,
    model_name: finish.model,
    finish_reason: finish.finishReason,
    cost_nano_usd: finish.costNanoUsd,
    cached: finish.cached,
    estimated: finish.estimated,
    fallbacks: finish.fallbacks,
  };
}
