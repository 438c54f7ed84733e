import { unreadable } from './read-json.ts';

/** One vector: a list of finite numbers, as `encoding_format: float` gives it. */
export function readVector(value: unknown): number[] {
  if (!Array.isArray(value) || value.length === 0) throw unreadable(new TypeError('no vector'));
  const numbers: unknown[] = value;
  return numbers.map((entry) => {
    if (typeof entry !== 'number') throw unreadable(new TypeError('not a number in a vector'));
    return entry;
  });
}
