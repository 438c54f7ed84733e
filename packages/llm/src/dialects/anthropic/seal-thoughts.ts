import type { Reasoning } from '../../model-port.ts';
import { isObject } from '../read-json.ts';
import { openSeal, sealFor } from '../seal-reasoning.ts';

/** A block as the vendor gave it, to be given back unchanged. */
export type ThoughtBlock =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string };

/**
 * One seal on all thoughts of an answer. That of a single thought is the vendor's own signature, its words being kept
 * beside it; several blocks, or hidden ones, are kept whole. Undefined where there is nothing to give back.
 */
export function sealThoughts(blocks: readonly ThoughtBlock[]): string | undefined {
  const sealed = blocks.filter((block) => block.type !== 'thinking' || block.signature !== '');
  const [only] = sealed;
  if (only === undefined) return undefined;
  const alone = sealed.length === 1 && only.type === 'thinking';
  return sealFor('anthropic', alone ? only.signature : JSON.stringify(sealed));
}

export function readSeal(reasoning: Reasoning | undefined): ThoughtBlock[] {
  const seal = openSeal('anthropic', reasoning);
  if (seal === undefined || reasoning === undefined) return [];
  if (!seal.startsWith('[')) return [{ type: 'thinking', thinking: reasoning.text, signature: seal }];
  try {
    const blocks: unknown = JSON.parse(seal);
    return Array.isArray(blocks) ? blocks.filter(isThought) : [];
  } catch {
    return []; // Not a seal of ours; the thought is left out, which the vendor allows.
  }
}

function isThought(block: unknown): block is ThoughtBlock {
  if (!isObject(block)) return false;
  return block.type === 'thinking'
    ? typeof block.thinking === 'string' && typeof block.signature === 'string'
    : block.type === 'redacted_thinking' && typeof block.data === 'string';
}
