import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import { countAt, type JsonObject } from '../read-json.ts';

/**
 * `usageMetadata`. Thinking is counted beside the candidates and billed as output; what tools of the vendor's own read
 * beside the prompt, as input. Some models leave the candidates out of it, which the total shows.
 */
export function readUsage(usage: JsonObject): VendorUsage {
  const input = countAt(usage, 'promptTokenCount') + countAt(usage, 'toolUsePromptTokenCount');
  const reasoning = countAt(usage, 'thoughtsTokenCount');
  const counted = countAt(usage, 'candidatesTokenCount') + reasoning;
  const output =
    usage.candidatesTokenCount === undefined
      ? Math.max(counted, countAt(usage, 'totalTokenCount') - input)
      : counted;
  return {
    input,
    output,
    total: input + output,
    cachedInput: Math.min(input, countAt(usage, 'cachedContentTokenCount')),
    cacheWrite: 0,
    reasoning,
    searches: 0,
    billedNanoUsd: null,
  };
}
