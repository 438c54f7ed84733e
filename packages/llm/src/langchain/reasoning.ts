import type { Reasoning } from '../model-port.ts';

/**
 * A thought travels in a message's `additional_kwargs`: under `reasoning_content`, where LangChain itself looks for
 * it, and its seal beside it. Pieces of both are joined when chunks are.
 */
export function writeReasoning({ text, signature }: Reasoning): Record<string, string> {
  return { reasoning_content: text, ...(signature === undefined ? {} : { reasoning_signature: signature }) };
}

export function readReasoning(kwargs: Readonly<Record<string, unknown>>): Reasoning | undefined {
  const { reasoning_content: text, reasoning_signature: signature } = kwargs;
  if (typeof text !== 'string') return undefined;
  return typeof signature === 'string' ? { text, signature } : { text };
}
