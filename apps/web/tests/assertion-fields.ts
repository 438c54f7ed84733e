import type { AssertionKind } from '@agent-factory/contracts';

/** One field of an assertion as a person fills it in. */
export interface AssertionField {
  name: string;
  label: string;
  /** `lines`: one of a list a line. `json`: any JSON. */
  as: 'text' | 'area' | 'lines' | 'number' | 'json' | 'choice' | 'flag';
  options?: readonly string[];
  /** May be left empty; the API knows what then holds. */
  optional?: true;
  hint?: string;
}

const choice = (name: string, label: string, options: readonly string[]): AssertionField => ({
  name,
  label,
  as: 'choice',
  options,
});
const flag = (name: string, label: string): AssertionField => ({ name, label, as: 'flag' });
const number = (name: string, label: string, optional?: true): AssertionField => ({
  name,
  label,
  as: 'number',
  ...(optional ? { optional } : {}),
});
const tool: AssertionField = { name: 'tool', label: 'Tool', as: 'text', hint: 'calculator' };
const atPath: readonly AssertionField[] = [
  { name: 'path', label: 'JSONPath', as: 'text', hint: '$.offers[0].price' },
  choice('is', 'What is there', [
    'exists',
    'equals',
    'contains',
    'matches',
    'more_than',
    'at_least',
    'less_than',
    'at_most',
    'count',
  ]),
  { name: 'value', label: 'Value, as JSON', as: 'json', optional: true, hint: '"Paris" or 42' },
  choice('of', 'Of several places', ['any', 'all']),
];

/** What there is to fill in for each kind of assertion (contracts/assertion.ts). */
export const assertionFields: Readonly<Record<AssertionKind, readonly AssertionField[]>> = {
  contains: [
    { name: 'texts', label: 'Texts, one a line', as: 'lines' },
    choice('of', 'Of them', ['all', 'any']),
    flag('ignore_case', 'Whatever the case'),
  ],
  matches: [{ name: 'pattern', label: 'Pattern (RE2)', as: 'text', hint: '\\d+ EUR' }],
  equals: [
    { name: 'value', label: 'Value, as JSON', as: 'json', hint: '"437"' },
    number('tolerance', 'Numbers may differ by', true),
  ],
  json_schema: [{ name: 'schema', label: 'Schema, or null for the agent’s own', as: 'json', hint: 'null' }],
  json_path: atPath,
  similarity: [
    { name: 'to', label: 'To, as JSON', as: 'json', hint: '"The capital is Paris."' },
    choice('by', 'By', ['edit', 'json', 'list', 'embedding']),
    number('threshold', 'From (0 to 1)', true),
  ],
  language: [{ name: 'language', label: 'Language code', as: 'text', hint: 'en' }],
  length: [number('at_least', 'Characters, at least', true), number('at_most', 'At most', true)],
  cost: [number('at_most_usd', 'Dollars')],
  latency: [number('at_most_seconds', 'Seconds')],
  tokens: [number('at_most', 'Tokens'), choice('of', 'Of the', ['total', 'input', 'output'])],
  steps: [number('at_least', 'Model calls, at least', true), number('at_most', 'At most', true)],
  status: [choice('status', 'As', ['succeeded', 'refused', 'failed'])],
  tool_used: [tool, number('at_least', 'Times, at least', true), number('at_most', 'At most', true)],
  tool_arguments: [
    tool,
    { name: 'arguments', label: 'Arguments, as JSON', as: 'json', hint: '{ "expression": "19 * 23" }' },
    choice('match', 'They are', ['subset', 'exact']),
    choice('of', 'In', ['any', 'all', 'first', 'last']),
  ],
  tool_sequence: [
    {
      name: 'calls',
      label: 'Calls, as JSON',
      as: 'json',
      hint: '[{ "tool": "search" }, { "tool": "fetch" }]',
    },
    choice('mode', 'Mode', ['strict', 'unordered', 'subset', 'superset']),
    choice('match', 'Arguments', ['subset', 'exact']),
    number('threshold', 'Passes from (0 to 1)', true),
  ],
  refusal: [],
  invariant_held: [{ name: 'id', label: 'Invariant', as: 'text', optional: true, hint: 'all of them' }],
  end_state: atPath,
  judge: [
    { name: 'criteria', label: 'Statements that must be true, one a line', as: 'lines' },
    { name: 'guidance', label: 'What the judge should know besides', as: 'area', optional: true },
  ],
  pairwise: [
    { name: 'criterion', label: 'What makes one better', as: 'text' },
    { name: 'other', label: 'The other answer', as: 'area' },
    choice('tie_passes', 'An equally good one passes', ['true', 'false']),
  ],
  cel: [{ name: 'expression', label: 'Expression', as: 'text', hint: 'size(calls) == 1' }],
};
