import { type RawBuilder, sql } from 'kysely';

declare const jsonText: unique symbol;

/** What a jsonb column accepts: the result of `json()`, nothing else. */
export type JsonText = { readonly [jsonText]: true };

/**
 * A JSON value for a jsonb column. The driver alone would send an array as a Postgres array and a string
 * as raw text. jsonb has no U+0000 and no lone surrogates, which model output and users can contain; both
 * become U+FFFD. `undefined` is stored as JSON null.
 */
export function json(value: unknown): RawBuilder<JsonText> {
  return sql`${toJsonbText(value)}::jsonb`;
}

/** A value as a jsonb column gives it back. */
export function asStored<T>(value: T): T {
  return JSON.parse(toJsonbText(value)) as T;
}

const unstorable = /\\u0000|\\ud[89a-f]/i;

export function toJsonbText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  // JSON.stringify escapes exactly the characters in question, so most values are sent as they are.
  return unstorable.test(text) ? JSON.stringify(storable(JSON.parse(text))) : text;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [storableText(key), storable(entry)]),
    );
  }
  return value;
}

function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
