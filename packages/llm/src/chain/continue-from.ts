import type { ModelRequest } from '../model-port.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import type { Tried } from './try-candidate.ts';

/** How often one answer is taken up again. */
const mostContinuations = 2;

/**
 * The request for the rest of an answer that broke off: what was said so far is the beginning of the model's own
 * turn. Null where that cannot work: with tools, with thinking already shown, or with a schema to hold.
 */
export function continueFrom(
  request: ModelRequest,
  parts: readonly Tried[],
  spoken: string,
): ModelRequest | null {
  if (request.tools.length > 0 || request.outputSchema !== undefined) return null;
  if (parts.length > mostContinuations || parts.some(({ end }) => end.aside !== '')) return null;
  // Vendors refuse a beginning that ends in white space; the model would write it again anyhow.
  if (spoken.trim() === '' || /\s$/.test(spoken)) return null;
  const left = request.maxOutputTokens - estimateTokens(spoken);
  if (left <= 0) return null;
  return {
    ...request,
    messages: [...request.messages, { role: 'assistant', content: spoken, toolCalls: [] }],
    maxOutputTokens: left,
  };
}
