import type { VendorUsage } from '../../tokens/vendor-usage.ts';
import { countAt, isObject, objectAt } from '../read-json.ts';

/**
 * Adds what a message says of its usage. Counts are cumulative where they come more than once (the first names an
 * output token or two, the last all of them), so the largest is the right one. `input_tokens` leaves out what the
 * cache held and what was written to it.
 */
export function mergeUsage(before: VendorUsage | null, usage: unknown): VendorUsage | null {
  if (!isObject(usage)) return before;
  const most = (known: number | undefined, key: string) => Math.max(known ?? 0, countAt(usage, key));
  const cachedInput = most(before?.cachedInput, 'cache_read_input_tokens');
  const cacheWrite = most(before?.cacheWrite, 'cache_creation_input_tokens');
  const plain = before === null ? 0 : before.input - before.cachedInput - before.cacheWrite;
  const input = most(plain, 'input_tokens') + cachedInput + cacheWrite;
  const output = most(before?.output, 'output_tokens');
  const thought = countAt(objectAt(usage, 'output_tokens_details'), 'thinking_tokens');
  const searches = countAt(objectAt(usage, 'server_tool_use'), 'web_search_requests');
  return {
    input,
    output,
    total: input + output,
    cachedInput,
    cacheWrite,
    reasoning: Math.min(output, Math.max(before?.reasoning ?? 0, thought)),
    searches: Math.max(before?.searches ?? 0, searches),
    billedNanoUsd: null,
  };
}
