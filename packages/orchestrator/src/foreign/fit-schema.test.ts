import { compileJsonSchema, type JsonSchema } from '@agent-factory/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSchema } from './fit-schema.ts';
import { localRef } from './local-ref.ts';

const fit = (schema: unknown) => fitSchema(schema, (ref) => localRef(schema, ref));

const leaf = fc.constantFrom<JsonSchema>(
  { type: 'string' },
  { type: 'integer', minimum: 0 },
  { type: ['string', 'null'], minLength: 2 },
  { enum: ['a', 1, null] },
  { const: 'a' },
  { pattern: '^a+$' },
  // No engine of linear time has these, so they are dropped.
  { pattern: '^(?=a)a' },
  { pattern: '(a)\\1' },
  { $ref: '#/$defs/again' },
  { unevaluatedProperties: false, properties: { a: {} } },
  { dependentSchemas: { a: { required: ['b'] } } },
  {},
);
const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: tie('schema'), b: tie('schema') }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
    }),
    fc.record({
      patternProperties: fc.record({ '^(?!x)a': tie('schema') }),
      additionalProperties: fc.constant(false),
    }),
    fc.record({ prefixItems: fc.tuple(tie('schema')), items: tie('schema') }),
    fc.record({ contains: tie('schema'), minContains: fc.nat(1), maxContains: fc.constant(1) }),
    fc.record({ anyOf: fc.tuple(tie('schema'), tie('schema')) }),
    fc.record({ oneOf: fc.tuple(tie('schema'), tie('schema')) }),
    fc.record({ allOf: fc.tuple(tie('schema'), tie('schema')) }),
    fc.record({ not: tie('schema') }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
  ),
}));
const value = fc.oneof(
  fc.constantFrom(null, '', 'a', 'aa', 1, 0, -1, [], ['a'], ['a', 'a'], {}, { a: 'a' }, { a: 1, b: 'a' }),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('fitSchema', () => {
  test('takes whatever the original takes', () => {
    const ajv = new Ajv2020({
      strict: false,
      validateFormats: false,
      validateSchema: false,
      addUsedSchema: false,
      logger: false,
    });
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 1, maxLength: 6 }), (each, values) => {
        const root = {
          ...each,
          $defs: { again: { type: 'object', properties: { a: { $ref: '#/$defs/again' } } } },
        };
        let validate: (value: unknown) => boolean;
        try {
          validate = ajv.compile(root);
        } catch {
          return; // It leads nowhere; nobody can say what it takes.
        }
        const ours = compileJsonSchema(fit(root).schema);
        for (const item of values) {
          const plain: unknown = JSON.parse(JSON.stringify(item));
          if (validate(plain)) expect([plain, ours(plain)]).toEqual([plain, []]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('takes no more where the dialect has all that it needs', () => {
    const strict: JsonSchema = {
      type: 'object',
      properties: { a: { type: 'integer', maximum: 3 } },
      required: ['a'],
      additionalProperties: false,
    };
    expect(fit(strict)).toEqual({ schema: strict, loosened: false });
  });

  test('older dialects mean what they meant', () => {
    expect(fit({ minimum: 0, exclusiveMinimum: true }).schema).toEqual({ exclusiveMinimum: 0 });
    expect(fit({ items: [{ type: 'string' }], additionalItems: false }).schema).toEqual({
      prefixItems: [{ type: 'string' }],
      items: false,
    });
    expect(fit({ type: 'string', nullable: true, enum: ['a'] }).schema).toEqual({
      type: ['string', 'null'],
      enum: ['a', null],
    });
  });

  test('references are written out, once around', () => {
    const root = {
      $ref: '#/definitions/node',
      definitions: { node: { type: 'object', properties: { next: { $ref: '#/definitions/node' } } } },
    };
    expect(fit(root).schema).toEqual({ type: 'object', properties: { next: {} } });
  });
});
