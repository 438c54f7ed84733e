import { type Assertion, type AssertionInput, assertionSchema } from '@agent-factory/contracts';
import type { Json } from '../observation.ts';

/** An assertion as the spec language has it (`packages/spec`, `SpecTest.expect`). */
export type SpecAssertion =
  | { kind: 'contains' | 'notContains'; text: string }
  | { kind: 'matches' | 'notMatches'; pattern: string }
  | { kind: 'equals'; value: Json }
  | { kind: 'jsonSchema'; schema: Readonly<Record<string, Json>> | null }
  | { kind: 'cel'; expression: string }
  | { kind: 'toolUsed' | 'toolNotUsed'; tool: string }
  | { kind: 'maxLength'; characters: number }
  | { kind: 'maxCostUsd'; usd: number }
  | { kind: 'maxSeconds'; seconds: number }
  | { kind: 'maxSteps'; steps: number }
  | { kind: 'maxTokens'; tokens: number }
  | { kind: 'status'; status: 'succeeded' | 'refused' | 'failed' }
  | { kind: 'judge'; question: string };

/** What a spec's own test expects, as assertions of ours. */
export function assertionsOfSpecTest(expect: readonly SpecAssertion[]): Assertion[] {
  return expect.map((assertion) => assertionSchema.parse(translate(assertion)));
}

function translate(assertion: SpecAssertion): AssertionInput {
  switch (assertion.kind) {
    case 'contains':
    case 'notContains':
      return { kind: 'contains', texts: [assertion.text], not: assertion.kind === 'notContains' };
    case 'matches':
    case 'notMatches':
      return { kind: 'matches', pattern: assertion.pattern, not: assertion.kind === 'notMatches' };
    case 'equals':
      return { kind: 'equals', value: mutable(assertion.value) };
    case 'jsonSchema':
      return {
        kind: 'json_schema',
        schema: assertion.schema === null ? null : mutableRecord(assertion.schema),
      };
    case 'cel':
      return { kind: 'cel', expression: assertion.expression };
    case 'toolUsed':
    case 'toolNotUsed':
      return { kind: 'tool_used', tool: assertion.tool, not: assertion.kind === 'toolNotUsed' };
    case 'maxLength':
      return { kind: 'length', at_most: assertion.characters };
    case 'maxCostUsd':
      return { kind: 'cost', at_most_usd: assertion.usd };
    case 'maxSeconds':
      return { kind: 'latency', at_most_seconds: assertion.seconds };
    case 'maxSteps':
      return { kind: 'steps', at_most: assertion.steps };
    case 'maxTokens':
      return { kind: 'tokens', at_most: assertion.tokens };
    case 'status':
      return { kind: 'status', status: assertion.status };
    case 'judge':
      return { kind: 'judge', criteria: [assertion.question] };
  }
}

type Writable = Extract<AssertionInput, { kind: 'equals' }>['value'];

/** zod's JSON type has writable lists; what is parsed next is copied and not written to. */
function mutable(value: Json): Writable {
  return value as Writable;
}

function mutableRecord(value: Readonly<Record<string, Json>>): Record<string, Writable> {
  return value as Record<string, Writable>;
}
