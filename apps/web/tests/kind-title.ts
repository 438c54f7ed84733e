import type { AssertionKind } from '@agent-factory/contracts';

/** What is expected, in the words of who writes tests. */
export const kindTitles: Readonly<Record<AssertionKind, string>> = {
  contains: 'Contains',
  matches: 'Matches a pattern',
  equals: 'Equals',
  json_schema: 'Fits a JSON schema',
  json_path: 'JSON path',
  similarity: 'Is similar to',
  language: 'Is in a language',
  length: 'Length',
  cost: 'Costs at most',
  latency: 'Takes at most',
  tokens: 'Tokens at most',
  steps: 'Steps',
  status: 'Ends as',
  tool_used: 'Uses a tool',
  tool_arguments: 'Arguments of a tool',
  tool_sequence: 'Sequence of tools',
  refusal: 'Refuses',
  invariant_held: 'Invariant held',
  end_state: 'End state',
  judge: 'A judge finds',
  pairwise: 'Better than another answer',
  cel: 'CEL expression',
};

export function kindTitle(kind: string, negated: boolean): string {
  const known: Readonly<Record<string, string | undefined>> = kindTitles;
  const title = known[kind] ?? kind;
  return negated ? `Not: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
