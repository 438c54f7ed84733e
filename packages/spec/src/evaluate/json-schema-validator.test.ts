import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../json-schema.ts';
import { compileJsonSchema } from './json-schema-validator.ts';

const leaf = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: ['string', 'null'], minLength: 2 },
  { type: 'integer', minimum: 0, exclusiveMaximum: 5 },
  { type: 'number', multipleOf: 0.5 },
  { enum: ['a', 1, null, { b: 1 }] },
  { const: [1, 'x'] },
  { pattern: '^a+b?$' },
  { maxLength: 1 },
  {},
  { not: {} },
);
const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2) }),
    fc.record({
      prefixItems: fc.tuple(tie('schema'), tie('schema')),
      items: fc.boolean(),
      uniqueItems: fc.boolean(),
    }),
    fc.record({ contains: tie('schema'), minContains: fc.nat(2), maxContains: fc.constant(2) }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: tie('schema'), b: tie('schema') }),
      required: fc.subarray(['a', 'b', 'c']),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
    }),
    fc.record({
      patternProperties: fc.record({ '^a': tie('schema') }),
      propertyNames: fc.constant<JsonSchema>({ maxLength: 3 }),
      dependentRequired: fc.constant({ a: ['b'] }),
      minProperties: fc.nat(1),
    }),
    fc.record({ anyOf: fc.tuple(tie('schema'), tie('schema')) }),
    fc.record({ oneOf: fc.tuple(tie('schema'), tie('schema')) }),
    fc.record({ allOf: fc.tuple(tie('schema'), tie('schema')) }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
    fc.record({ not: tie('schema') }),
  ),
}));
const value = fc.oneof(
  fc.constantFrom(
    null,
    true,
    '',
    'a',
    'aab',
    'long text',
    0,
    1,
    2.5,
    4,
    -1,
    [],
    ['a', 'a'],
    [1, 'x'],
    {},
    { a: 'a' },
    { a: 1, b: null },
    { abcd: 1 },
    { b: [{ a: 'a' }] },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('compileJsonSchema', () => {
  test('gives the verdict that ajv gives', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 1, maxLength: 6 }), (each, values) => {
        const validate = ajv.compile(each);
        const ours = compileJsonSchema(each);
        for (const item of values) {
          // ajv reads multiples through parseInt, which takes 1e21 for 1.
          const small = (_: string, part: unknown) =>
            typeof part === 'number' && Math.abs(part) > 1e15 ? part % 1e3 : part;
          const plain: unknown = JSON.parse(JSON.stringify(item), small);
          expect([ours(plain).length === 0, plain]).toEqual([validate(plain), plain]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('says where and what', () => {
    const validate = compileJsonSchema({
      type: 'object',
      properties: {
        rows: {
          type: 'array',
          items: { type: 'object', properties: { 'a/b': { type: 'integer', maximum: 3 } }, required: ['id'] },
        },
      },
    });
    expect(validate({ rows: [{ id: 1 }, { 'a/b': 4 }] })).toEqual([
      { pointer: '/rows/1', message: 'needs "id"' },
      { pointer: '/rows/1/a~1b', message: 'must be at most 3' },
    ]);
  });

  test('follows references, also to itself, and stops', () => {
    const tree: JsonSchema = {
      $defs: {
        node: { type: 'object', properties: { next: { $ref: '#/$defs/node' }, n: { type: 'number' } } },
      },
      $ref: '#/$defs/node',
    };
    expect(compileJsonSchema(tree)({ next: { next: { n: 'x' } } })).toEqual([
      { pointer: '/next/next/n', message: 'must be number, is string' },
    ]);
    expect(compileJsonSchema({ $ref: '#' })(1)).toEqual([
      { pointer: '', message: 'is too deep or too large to check' },
    ]);
    let deep: unknown = {};
    for (let i = 0; i < 10_000; i++) deep = { next: deep };
    expect(compileJsonSchema(tree)(deep).length).toBeGreaterThan(0);
    const wide: JsonSchema = {
      anyOf: Array.from({ length: 5 }, () => ({ anyOf: Array.from({ length: 5 }, () => ({ $ref: '#' })) })),
    };
    expect(compileJsonSchema(wide)([1]).length).toBeGreaterThan(0);
  });

  test.each([
    ['date', '2026-02-28', '2026-02-30'],
    ['date-time', '2026-02-28T10:00:00Z', '2026-02-28 10'],
    ['email', 'a@b.example', 'a@b'],
    ['uri', 'https://a.example/x', 'no uri'],
    ['uuid', '0b6c1a2e-7f7b-4a8e-9a43-6a1d1c2b3d4e', '0b6c1a2e'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['time', '10:00:00Z', '25:00:00Z'],
  ])('the format %s', (format, good, bad) => {
    const validate = compileJsonSchema({ format });
    expect([validate(good).length, validate(bad).length]).toEqual([0, 1]);
  });
});
