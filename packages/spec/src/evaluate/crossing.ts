import type { Boundary } from '@agent-factory/contracts';
import type { JsonValue } from '../json-schema.ts';

/**
 * What crosses a boundary, and what a rule may look at beside it: what its own agent or team was given and has used so
 * far, all inside. Money in 10⁻⁹ USD.
 */
export interface Crossing {
  at: Boundary;
  value: JsonValue;
  /** The call at hand, at `tool_call` and `tool_result`. */
  tool?: { name: string; arguments: JsonValue; result: JsonValue };
  input: JsonValue;
  /** Finished calls so far, in order; `denied` ones never reached the tool. */
  calls: readonly { name: string; outcome: 'ok' | 'error' | 'denied' }[];
  steps: number;
  tokens: { total: number };
  spentNanoUsd: number;
  elapsedMs: number;
}

/** The text of a value: a string as it is, anything else as its JSON. */
export function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Every text in which a pattern could hide: the whole, and each string, number and key by itself, because
 * in JSON a line break is `\n`, whose `n` would shield the word behind it from a `\b`.
 */
export function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  const texts = [JSON.stringify(value)];
  const open: JsonValue[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (typeof item === 'string') texts.push(item);
    else if (typeof item === 'number') texts.push(String(item));
    else if (Array.isArray(item)) open.push(...item);
    else if (item !== null && typeof item === 'object') {
      for (const [key, inner] of Object.entries(item)) {
        texts.push(key);
        open.push(inner);
      }
    }
  }
  return texts;
}

/** The value with each string and number replaced by `change` where that says something else. */
export function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'number') {
    const text = String(value);
    const changed = change(text);
    return changed === text ? value : changed;
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}
