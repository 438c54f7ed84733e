import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../evaluate/cel.ts';
import {
  type Condition,
  type Conditions,
  comparisons,
  conditionRoots,
  textTests,
  usageFigures,
} from './condition.ts';
import { readConditions } from './read-conditions.ts';
import { writeConditions } from './write-conditions.ts';

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('a"b', '\\', 'line\nbreak', 'ü', '{{x}}', "it's", '\t', '`'),
);
const key = fc.oneof(fc.constantFrom('answer', 'sources', 'in', 'null', 'a-b', 'size', '__proto__'), word);
const field = fc.record({ root: fc.constantFrom(...conditionRoots), path: fc.array(key, { maxLength: 3 }) });
const is = fc.constantFrom(...comparisons);
const value = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (Object.is(each, -0) ? 0 : each)),
);
const not = fc.boolean();

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), field, is, value }),
  fc.record({ kind: fc.constant('size' as const), field, is, value: fc.nat() }),
  fc.record({
    kind: fc.constant('text' as const),
    field,
    test: fc.constantFrom(...textTests.slice(0, 3)),
    text: word,
    not,
  }),
  fc.record({
    kind: fc.constant('oneOf' as const),
    field,
    texts: fc.array(word, { minLength: 1, maxLength: 3 }),
    not,
  }),
  fc.record({ kind: fc.constant('flag' as const), field, value: fc.boolean() }),
  fc
    .tuple(field, key)
    .map(([{ root, path }, last]) => ({ root, path: [...path, last] }))
    .chain((field) => fc.record({ kind: fc.constant('present' as const), field: fc.constant(field), not })),
  fc.record({ kind: fc.constant('usage' as const), figure: fc.constantFrom(...usageFigures), is, value }),
  fc.record({ kind: fc.constant('calls' as const), tool: word, ok: fc.boolean(), is, value: fc.nat() }),
  fc.record({ kind: fc.constant('noFailure' as const) }),
);

/** One condition is joined by nothing, so it reads as "all". */
const conditions: fc.Arbitrary<Conditions> = fc
  .record({
    tool: fc.option(word, { nil: null }),
    join: fc.constantFrom('all' as const, 'any' as const),
    conditions: fc.array(condition, { minLength: 1, maxLength: 4 }),
  })
  .map((each) => (each.conditions.length === 1 ? { ...each, join: 'all' as const } : each));

describe('words and CEL', () => {
  it('what a builder says compiles, and reads back as what was said', () => {
    fc.assert(
      fc.property(conditions, (said) => {
        const cel = writeConditions(said);
        compileCel(cel);
        expect(readConditions(cel)).toEqual(said);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['size( output.sources )>=1', 'size(output.sources) >= 1'],
    ['output.status == "ok"', 'output.status in ["ok"]'],
    [
      "tool.name != 'refund' || tool.arguments.amount <= 100",
      'tool.name != "refund" || (tool.arguments.amount <= 100)',
    ],
    ['output.a.matches("(half")', 'output.a.matches("(half")'],
    ['!(!has(output.answer))', 'has(output.answer)'],
    ['calls.all(call, call.ok) && usage.costUsd < 0.01', 'calls.all(c, c.ok) && usage.costUsd < 0.01'],
  ])('reads %s as people write it', (written, said) => {
    const read = readConditions(written);
    expect(read === null ? null : writeConditions(read)).toBe(said);
  });

  it.each([
    'output.a > output.b',
    'output.list.all(x, x > 1)',
    'has(output.a) && (output.a == 1 || output.b == 2)',
    'size(output) + 1 > 2',
    'output ==',
    '',
    'calls.all(c, d.ok)',
    'size(calls.filter(c, c.name == "a" && c.ok && c.ok)) > 1',
  ])('leaves %s to CEL', (source) => {
    expect(readConditions(source)).toBeNull();
  });
});
