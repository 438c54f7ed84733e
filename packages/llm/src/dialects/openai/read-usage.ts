import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import { billedAt, countAt, type JsonObject, objectAt } from '../read-json.ts';

/**
 * `usage` of chat completions. DeepSeek counts its cache in `prompt_cache_hit_tokens`; OpenRouter says what it charged
 * as `cost`, Perplexity as `cost.total_cost`, and counts its searches. xAI leaves thinking out of
 * `completion_tokens`, which `total_tokens` shows.
 */
export function readUsage(usage: JsonObject): VendorUsage {
  const prompt = objectAt(usage, 'prompt_tokens_details');
  const completion = objectAt(usage, 'completion_tokens_details');
  const input = countAt(usage, 'prompt_tokens');
  const reasoning = countAt(completion, 'reasoning_tokens');
  const written = countAt(usage, 'completion_tokens');
  const apart = reasoning > 0 && countAt(usage, 'total_tokens') === input + written + reasoning;
  const output = apart ? written + reasoning : written;
  const cachedInput = countAt(prompt, 'cached_tokens') || countAt(usage, 'prompt_cache_hit_tokens');
  return {
    input,
    output,
    total: input + output,
    cachedInput: Math.min(input, cachedInput),
    cacheWrite: countAt(prompt, 'cache_write_tokens'),
    reasoning: Math.min(output, reasoning),
    searches: countAt(usage, 'num_search_queries'),
    billedNanoUsd: billedAt(usage, 'cost') ?? billedAt(usage.cost, 'total_cost'),
  };
}
