import { assertionSchema } from '@agent-factory/contracts';
import { describe, expect, it } from 'vitest';
import type { Json } from '../observation.ts';
import { engines, observed, ports } from '../testing/engines.ts';
import { checkAssertions } from './check-assertions.ts';
import { editSimilarity } from './edit-similarity.ts';
import { jsonSimilarity, listSimilarity, numberSimilarity } from './json-similarity.ts';

// What braintrustdata/autoevals (MIT) publicly expects of its scorers (js/json.test.ts, js/value.test.ts,
// js/number.test.ts): its inputs and outcomes as facts, in a table of our own.
const texts: readonly [string, string, number][] = [
  ['', '', 1],
  ['', 'a', 0],
  ['a', '', 0],
  ['a', 'a', 1],
  ['a', 'b', 0],
  ['ab', 'ac', 1 / 2],
  ['ac', 'bc', 1 / 2],
  ['abc', 'axc', 2 / 3],
  ['xabxcdxxefxgx', '1ab2cd34ef5g6', 7 / 13],
];

const values: readonly [Json, Json, number][] = [
  [null, null, 1],
  ['', null, 0],
  [[], {}, 0],
  [[], [], 1],
  [{}, {}, 1],
  [{ a: 1 }, { a: 1 }, 1],
  [{ a: 1 }, { a: 2 }, 2 / 3],
  [{ a: 1 }, ['a', 1], 4 / 7],
  [{ a: 1 }, { b: { a: 1 } }, 0],
  [{ a: 1 }, { a: null }, 0],
  [{ mapping: { a: 'foo', b: 'bar' } }, { mapping: { a: 'Foo', b: 'Bar' }, Extra: 5 }, 1 / 3],
];

const jsonTexts: readonly [string, string, number][] = [
  ['{"x": 1, "y": 2}', '{"y": 2, "x": 1}', 1],
  ['{"zs": ["a", "b"], "x": 1, "y": 2}', '{"y": 2, "zs": ["a", "b"], "x": 1}', 1],
  ['{"o1": {"x": 1, "y": 2}}', '{"o1": {"y": 2, "x": 1}}', 1],
  ['{"xs": [{"o1": {"x": 1, "y": [2]}}]}', '{"xs": [{"o1": {"y": [2], "x": 1}}]}', 1],
  ['{"o1": {"x": 2, "y": 2}}', '{"o1": {"y": 2, "x": 1}}', 5 / 6],
  ['{"x": 1, "y": 2}', '{"x": 1, "z": 2}', 1 / 3],
  ['[1, 2]', '[1, 2]', 1],
  ['[1, 2]', '[2, 1]', 2 / 3],
];

const numbers: readonly [number, number, number][] = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 2, 2 / 3],
  [-1, 2, 0],
  [Number.MAX_VALUE, Number.MAX_VALUE, 1],
  [Number.MAX_VALUE, Number.MAX_VALUE / 2, 2 / 3],
  [Number.MAX_VALUE, -Number.MAX_VALUE, 0],
  [-Number.MAX_VALUE, -Number.MAX_VALUE / 2, 2 / 3],
  [1e-320, 1e-320 / 2, 2 / 3],
  [0, Number.MAX_VALUE, 0],
  [10, 5, 2 / 3],
];

const seven = ['workspaces', 'section', 'view', 'others', 'workspace', 'team', 'pinning'];
const three = ['starred', 'multiple different workspaces', 'shortcuts'];
const lists: readonly [string[], string[], number][] = [
  [[], [], 1],
  [['0'], [], 0],
  [[], ['0'], 0],
  [['a'], ['a'], 1],
  [['a'], ['a', 'b'], 1 / 2],
  [['a', 'b'], ['a'], 1 / 2],
  [seven, three, 0.1218],
  [three, seven, 0.1218],
];

const needA = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const needBoth = {
  type: 'object',
  properties: { a: { type: 'string' }, b: { type: 'number' } },
  required: ['a', 'b'],
};
const container = { type: ['object', 'array'] };
const valid: readonly [Json, { [key: string]: Json }, boolean][] = [
  ['1', container, false],
  ['{ "a": 1, "b": "hello" }', container, true],
  ['[{ "a": 1 }]', container, true],
  ['[{ "a": 1 }', container, false],
  ['{ "mapping": { "a": "foo", "b": "bar" }, "extra": 4 }', container, true],
  ['{ mapping: { "a": "foo", "b": "bar" }, "extra": 4 }', container, false],
  ['{"a":"1"}', needA, true],
  ['{ "a": "1", "b": "1" }', needBoth, false],
  [
    '[{ "a": "1" }, { "a": "1", "b": 22 }]',
    { type: 'array', items: { ...needA, properties: needBoth.properties }, uniqueItems: true },
    true,
  ],
  [{ a: '1', b: '1' }, container, true],
  [[{ a: '1' }, { a: '1', b: 22 }], container, true],
  [100, container, false],
  ['100', container, false],
];

describe('what autoevals expects', () => {
  it.each(texts)('texts: %j and %j are %d alike, as texts and as JSON', (a, b, score) => {
    expect(editSimilarity(a, b)).toBeCloseTo(score, 6);
    expect(jsonSimilarity(a, b)).toBeCloseTo(score, 6);
  });

  it.each(values)('JSON: %j and %j are %d alike', (a, b, score) => {
    expect(jsonSimilarity(a, b)).toBeCloseTo(score, 6);
  });

  it.each(jsonTexts)('JSON as text: %s and %s are %d alike', async (a, b, score) => {
    const by = (threshold: number) =>
      checkAssertions({
        assertions: [{ kind: 'similarity', not: false, by: 'json', to: JSON.parse(b), threshold }],
        observation: observed(a),
        ports,
      });
    const [result] = await by(score - 1e-6);
    expect(result?.score).toBeCloseTo(score, 6);
    expect(result?.verdict).toBe('pass');
    expect((await by(Math.min(1, score + 1e-6)))[0]?.verdict).toBe(score === 1 ? 'pass' : 'fail');
  });

  it.each(numbers)('numbers: %d and %d are %d alike', (a, b, score) => {
    expect(numberSimilarity(a, b)).toBeCloseTo(score, 12);
  });

  it.each(lists)('lists: %j and %j are %d alike', (a, b, score) => {
    expect(listSimilarity(a, b)).toBeCloseTo(score, 4);
  });

  it('lists: what is beyond the expected costs nothing where extras are let', () => {
    expect(listSimilarity(['a', 'b'], ['b'], { extras: true })).toBe(1);
  });

  it.each(valid)('%j fits %j: %s', async (answer, schema, fits) => {
    const [result] = await checkAssertions({
      assertions: [assertionSchema.parse({ kind: 'json_schema', schema })],
      observation: observed(answer),
      ports: { ...ports, engines },
    });
    expect(result?.verdict).toBe(fits ? 'pass' : 'fail');
  });
});
