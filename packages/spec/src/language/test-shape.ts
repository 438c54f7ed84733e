import type { JsonValue } from '../json-schema.ts';
import { defaulted, list, object, optional, required } from '../shape/collections.ts';
import { json, toJson } from '../shape/json.ts';
import { oneKeyOf } from '../shape/one-key.ts';
import { flag, number, oneWordOf, text } from '../shape/scalars.ts';
import { andThen, byForm, type Shape, tokenOf } from '../shape/shape.ts';
import type { Assertion, Gates, SpecTest } from '../spec-test.ts';
import { schemaOrOwn } from './invariant-shape.ts';
import { celExpression, pattern, toolUse } from './references.ts';

const phrase = text({ maxLength: 10_000 });

const assertion: Shape<Assertion> = oneKeyOf<Assertion>(
  {
    contains: {
      shape: andThen(phrase, (value) => ({ kind: 'contains', text: value })),
      description: 'The output contains this text.',
    },
    notContains: {
      shape: andThen(phrase, (value) => ({ kind: 'notContains', text: value })),
      description: 'The output does not contain this text.',
    },
    matches: {
      shape: andThen(pattern, (source) => ({ kind: 'matches', pattern: source })),
      description: 'The output contains this pattern (RE2 syntax).',
    },
    notMatches: {
      shape: andThen(pattern, (source) => ({ kind: 'notMatches', pattern: source })),
      description: 'The output does not contain this pattern (RE2 syntax).',
    },
    equals: {
      shape: andThen(json, (value) => ({ kind: 'equals', value })),
      description: 'The output is exactly this value.',
    },
    jsonSchema: {
      shape: andThen(schemaOrOwn, ({ schema }) => ({ kind: 'jsonSchema', schema })),
      description: 'The output fits this JSON Schema; true means the spec’s own output schema.',
    },
    cel: {
      shape: andThen(celExpression, (expression) => ({ kind: 'cel', expression })),
      description: 'A CEL expression over input, output, calls and usage that must be true.',
    },
    toolUsed: {
      shape: andThen(toolUse('test'), (tool) => ({ kind: 'toolUsed', tool })),
      description: 'The run called this tool.',
    },
    toolNotUsed: {
      shape: andThen(toolUse('test'), (tool) => ({ kind: 'toolNotUsed', tool })),
      description: 'The run did not call this tool.',
    },
    maxLength: {
      shape: andThen(number({ min: 1, max: 1_000_000, whole: true, unit: 'characters' }), (characters) => ({
        kind: 'maxLength',
        characters,
      })),
      description: 'The output has at most this many characters.',
    },
    maxCostUsd: {
      shape: andThen(number({ min: 0, max: 1_000, whole: false, unit: 'US dollars' }), (usd) => ({
        kind: 'maxCostUsd',
        usd,
      })),
      description: 'The run cost at most this many US dollars.',
    },
    maxSeconds: {
      shape: andThen(number({ min: 0.001, max: 86_400, whole: false, unit: 'seconds' }), (seconds) => ({
        kind: 'maxSeconds',
        seconds,
      })),
      description: 'The run took at most this many seconds.',
    },
    maxSteps: {
      shape: andThen(number({ min: 1, max: 200, whole: true, unit: 'model calls' }), (steps) => ({
        kind: 'maxSteps',
        steps,
      })),
      description: 'The run made at most this many model calls.',
    },
    maxTokens: {
      shape: andThen(number({ min: 1, max: 10_000_000, whole: true, unit: 'tokens' }), (tokens) => ({
        kind: 'maxTokens',
        tokens,
      })),
      description: 'The run used at most this many tokens, input and output together.',
    },
    status: {
      shape: andThen(oneWordOf(['succeeded', 'refused', 'failed'], { noun: 'way to end' }), (status) => ({
        kind: 'status',
        status,
      })),
      description: 'How the run ends; without this, a test expects succeeded.',
    },
    judge: {
      shape: andThen(text({ maxLength: 2_000 }), (question) => ({ kind: 'judge', question })),
      description: 'A statement about the output that a judge model must find true.',
    },
  },
  'an assertion',
);

const testInput: Shape<Record<string, JsonValue>> = byForm('a text (the query) or a mapping', {
  text: andThen(text({ maxLength: 100_000 }), (query) => ({ query })),
  map: {
    schema: { type: 'object' },
    read(node) {
      const value = toJson(node);
      return isRecord(value) ? { ...value } : undefined;
    },
  },
});

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const specTest: Shape<SpecTest> = andThen(
  object(
    {
      name: required(text({ maxLength: 120 }), 'What the test shows, unique in the spec.'),
      input: required(testInput, 'What the run is given; a bare text is short for { query: text }.'),
      expect: required(
        list(assertion, { min: 1, max: 50, noun: 'assertions' }),
        'What must hold of the finished run; all of these.',
      ),
      critical: defaulted(flag, false, 'Whether this test alone blocks publishing when it newly fails.'),
    },
    'a test',
  ),
  (value, node, place, context) => {
    const named = node.kind === 'map' ? node.entries.find((entry) => entry.key === 'name') : undefined;
    context.facts.ids.push({
      id: value.name,
      of: 'test',
      path: [...place.path, 'name'],
      span: named ? tokenOf(named.value, place) : tokenOf(node, place),
    });
    return value;
  },
);

/** Three trials: with one, a loss of 20 points hides from the gate every second time (docs/decisions/0374). */
const defaultGates: Gates = { minPassRate: 1, trials: 3 };

export const gates = object(
  {
    minPassRate: defaulted(
      number({ min: 0, max: 1, whole: false, unit: '(a share of all tests)' }),
      defaultGates.minPassRate,
      'The share of tests that must pass before publishing, from 0 to 1.',
    ),
    trials: defaulted(
      number({ min: 1, max: 50, whole: true, unit: 'trials' }),
      defaultGates.trials,
      'How often each test runs, because models vary.',
    ),
    guards: optional(
      list(oneWordOf(['draft', 'staging'], { noun: 'label' }), {
        max: 2,
        noun: 'labels',
        unique: (label) => label,
      }),
      'Labels that only a version with an open gate may carry, besides production.',
    ),
  },
  'gates',
);
export { defaultGates };
