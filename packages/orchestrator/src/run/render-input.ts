import type { JsonValue } from '@agent-factory/spec';

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

/** The user message that an input makes: its `query`, with whatever else it holds as JSON below. */
export function renderInput(input: JsonValue): string {
  if (typeof input === 'string') return input;
  if (input === null || typeof input !== 'object' || !('query' in input)) {
    return JSON.stringify(input, null, 2);
  }
  const { query, ...rest } = input;
  if (typeof query !== 'string') return JSON.stringify(input, null, 2);
  return Object.keys(rest).length === 0 ? query : `${query}\n\n${JSON.stringify(rest, null, 2)}`;
}
