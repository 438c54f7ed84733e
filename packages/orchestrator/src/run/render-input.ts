import type { JsonValue } from '@agent-factory/spec';

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
