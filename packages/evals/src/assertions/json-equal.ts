import type { Json } from '../observation.ts';

/** Whether two values are the same JSON, whatever the order of keys; numbers may differ by `tolerance`. */
export function jsonEqual(a: Json, b: Json, tolerance = 0): boolean {
  return firstDifference(a, b, tolerance) === null;
}

/**
 * Where two values first differ, as a JSON Pointer; null where they do not. Works off a list of its own, since what an
 * agent writes may be nested deeper than the stack.
 */
export function firstDifference(a: Json, b: Json, tolerance = 0): string | null {
  const rest: { a: Json; b: Json; at: string }[] = [{ a, b, at: '' }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { a: one, b: other, at } = next;
    if (typeof one === 'number' && typeof other === 'number') {
      if (one !== other && !(Math.abs(one - other) <= tolerance)) return at;
    } else if (isList(one) && isList(other)) {
      if (one.length !== other.length) return at;
      for (const [place, item] of one.entries()) {
        rest.push({ a: item, b: other[place] ?? null, at: `${at}/${place}` });
      }
    } else if (isRecord(one) && isRecord(other)) {
      const keys = Object.keys(one);
      if (keys.length !== Object.keys(other).length) return at;
      for (const key of keys) {
        if (!Object.hasOwn(other, key)) return `${at}/${escapeKey(key)}`;
        rest.push({ a: one[key] ?? null, b: other[key] ?? null, at: `${at}/${escapeKey(key)}` });
      }
    } else if (one !== other) return at;
  }
  return null;
}

/** Whether the value has everything that is asked for: keys beyond it are no matter, lists must be whole. */
export function jsonIncludes(value: Json, asked: Json): boolean {
  if (!isRecord(value) || !isRecord(asked)) {
    if (isList(value) && isList(asked)) {
      return (
        value.length === asked.length &&
        asked.every((item, place) => jsonIncludes(value[place] ?? null, item))
      );
    }
    return jsonEqual(value, asked);
  }
  return Object.keys(asked).every(
    (key) => Object.hasOwn(value, key) && jsonIncludes(value[key] ?? null, asked[key] ?? null),
  );
}

export function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
