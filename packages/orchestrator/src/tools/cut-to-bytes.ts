import type { JsonValue } from '@agent-factory/spec';

/**
 * A value shortened until its JSON takes no more than `maxBytes` (at least 200): long texts lose their ends, long lists
 * their last entries, and what is small is kept as it is. It says so in `cut`; what is no object is put into one, as `value`.
 */
export function cutToBytes(value: JsonValue, maxBytes: number): JsonValue {
  const bytes = bytesOf(value);
  if (bytes <= maxBytes) return value;
  const cut = `Shortened to ${maxBytes} bytes of ${bytes}.`;
  const fitted = fitObject(isObject(value) ? value : { value }, maxBytes - bytesOf({ cut }) - 1);
  return { ...fitted, cut };
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bytesOf(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** The value within that many bytes; undefined if nothing of it goes in. */
function fit(value: JsonValue, maxBytes: number): JsonValue | undefined {
  if (bytesOf(value) <= maxBytes) return value;
  if (maxBytes < 2) return undefined;
  if (typeof value === 'string') return startOf(value, maxBytes);
  if (isObject(value)) return fitObject(value, maxBytes);
  return Array.isArray(value) ? fitList(value, maxBytes) : undefined;
}

/** Whole entries from the front; one in part where otherwise less than half of the room would be used. */
function fitList(list: readonly JsonValue[], maxBytes: number): JsonValue[] {
  const kept: JsonValue[] = [];
  let left = maxBytes - 2;
  for (const entry of list) {
    const bytes = bytesOf(entry) + 1;
    if (bytes <= left) {
      kept.push(entry);
      left -= bytes;
      continue;
    }
    const part = left > maxBytes / 2 ? fit(entry, left - 1) : undefined;
    if (part !== undefined) kept.push(part);
    break;
  }
  return kept;
}

/** The room is shared out from the smallest entry up: what one does not need goes to the larger ones. */
function fitObject(object: Readonly<Record<string, JsonValue>>, maxBytes: number): Record<string, JsonValue> {
  const entries = Object.entries(object)
    .map(([key, value]) => ({ key, value, overhead: bytesOf(key) + 2, bytes: bytesOf(value) }))
    .toSorted((a, b) => a.bytes - b.bytes);
  const kept = new Map<string, JsonValue>();
  let left = maxBytes - 2;
  for (const [index, { key, value, overhead }] of entries.entries()) {
    const share = Math.floor(left / (entries.length - index));
    const part = fit(value, share - overhead);
    if (part === undefined) continue;
    kept.set(key, part);
    left -= overhead + bytesOf(part);
  }
  return Object.fromEntries(
    Object.keys(object).flatMap((key) => (kept.has(key) ? [[key, kept.get(key) ?? null]] : [])),
  );
}

/** The longest start that takes no more than that many bytes as JSON, ending in `…`; empty if none does. */
function startOf(text: string, maxBytes: number): string {
  const startTo = (length: number) => `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
  let fits = 0;
  let tooLong = Math.min(text.length, maxBytes);
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (bytesOf(startTo(middle)) <= maxBytes) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : startTo(fits);
}
