import type { JsonValue } from '../json-schema.ts';

/** An input that is nothing but a query is that text; any other stays as it is. */
export function bareQuery(input: JsonValue): JsonValue {
  if (input === null || typeof input !== 'object' || !('query' in input)) return input;
  const { query, ...rest } = input;
  return typeof query === 'string' && Object.keys(rest).length === 0 ? query : input;
}

/** The input that such a value stands for. */
export function asInput(value: JsonValue): JsonValue {
  return typeof value === 'string' ? { query: value } : value;
}
