import { ProviderError } from '../provider-error.ts';

/** An object that came as JSON; nothing is known of its values, so each is looked at where it is used. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/** Parses what must be an object; anything else is not what any vendor documents. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  if (!isObject(value)) throw unreadable(new TypeError('not a JSON object'));
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, key: string): JsonObject | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : undefined;
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** The text there; '' for none. */
export function textAt(value: unknown, key: string): string {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

/** A count of tokens there; 0 for none. */
export function countAt(value: unknown, key: string): number {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'number' && found > 0 ? Math.round(found) : 0;
}

/** Dollars that a vendor says it charged, in nano-USD, rounded against us; null where it says nothing. */
export function billedAt(value: unknown, key: string): number | null {
  const found = isObject(value) ? value[key] : undefined;
  // Thousandths first: 0.005004 × 10⁹ is 5004000.000000001 in binary, which is no fraction of the vendor's.
  return typeof found === 'number' && found >= 0 ? Math.ceil(Number((found * 1e9).toFixed(3))) : null;
}

export function unreadable(cause: unknown): ProviderError {
  return new ProviderError('bad_answer', 'its answer could not be read', { cause });
}

export function truncated(): ProviderError {
  return new ProviderError('truncated', 'its answer was cut off');
}
