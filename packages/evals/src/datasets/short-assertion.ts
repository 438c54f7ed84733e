/** Kinds that one text says enough of, and how it becomes the assertion. */
const short: Readonly<Record<string, (text: string) => Record<string, unknown>>> = {
  equals: (text) => ({ kind: 'equals', value: text }),
  contains: (text) => ({ kind: 'contains', texts: [text] }),
  icontains: (text) => ({ kind: 'contains', texts: [text], ignore_case: true }),
  'contains-any': (text) => ({ kind: 'contains', texts: list(text), of: 'any' }),
  'contains-all': (text) => ({ kind: 'contains', texts: list(text) }),
  matches: (text) => ({ kind: 'matches', pattern: text }),
  regex: (text) => ({ kind: 'matches', pattern: text }),
  language: (text) => ({ kind: 'language', language: text }),
  tool_used: (text) => ({ kind: 'tool_used', tool: text }),
  judge: (text) => ({ kind: 'judge', criteria: [text] }),
  cel: (text) => ({ kind: 'cel', expression: text }),
  status: (text) => ({ kind: 'status', status: text }),
  refusal: () => ({ kind: 'refusal' }),
};

/**
 * An assertion in short, as a cell of a table holds it: `contains: Paris`, `not-matches: \d{4}`, `judge: Names a source`.
 * A text without one of these words before its colon is what the answer must equal.
 */
export function shortAssertion(text: string): Record<string, unknown> {
  const [, not, kind = '', rest = ''] = /^\s*(not-)?([a-z_-]+)\s*(?::\s*([\s\S]*))?$/.exec(text) ?? [];
  const make = short[kind];
  if (make === undefined || (rest === '' && kind !== 'refusal')) return { kind: 'equals', value: text };
  return not === undefined ? make(rest.trim()) : { ...make(rest.trim()), not: true };
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
