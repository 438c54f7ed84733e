import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../model-port.ts';
import { flattenParameters } from './flatten-parameters.ts';

const flat = (parameters: JsonSchema) => flattenParameters({ name: 'pay', description: 'Pays.', parameters });
const string = { type: 'string' };
const number = { type: 'number' };

describe('a tool’s arguments as one flat object', () => {
  it('is the tool itself where nothing is to be done', () => {
    const tool = { name: 'a', description: '', parameters: { type: 'object', properties: { a: string } } };
    expect(flattenParameters(tool)).toBe(tool);
  });

  it('offers what any alternative takes and requires what all of them do', () => {
    const { parameters, description } = flat({
      oneOf: [
        { type: 'object', properties: { to: string, iban: string }, required: ['to', 'iban'] },
        { type: 'object', properties: { to: string, card: number }, required: ['to', 'card'] },
      ],
    });
    expect(parameters).toEqual({
      type: 'object',
      properties: { to: string, iban: string, card: number },
      required: ['to'],
    });
    expect(description).toContain('"oneOf"');
  });

  it('requires what every part of allOf does, and follows references within the schema', () => {
    const { parameters } = flat({
      type: 'object',
      properties: { a: string },
      required: ['a'],
      allOf: [{ $ref: '#/$defs/more' }],
      $defs: { more: { properties: { b: number }, required: ['b'] } },
    });
    expect(parameters).toMatchObject({ properties: { a: string, b: number }, required: ['a', 'b'] });
  });

  it('keeps a property that alternatives give two meanings', () => {
    const { parameters } = flat({ anyOf: [{ properties: { id: string } }, { properties: { id: number } }] });
    expect(parameters.properties).toEqual({ id: { anyOf: [string, number] } });
  });

  it('ends for a schema that names itself many times over', () => {
    const again = Array.from({ length: 30 }, () => ({ $ref: '#/$defs/it' }));
    const it = { properties: { a: string }, anyOf: again, allOf: again };
    expect(flat({ $ref: '#/$defs/it', $defs: { it } }).parameters).toMatchObject({
      properties: { a: string },
    });
  });

  it('is always an object without combining keywords at its top', () => {
    const keys = [
      'type',
      'properties',
      'required',
      'oneOf',
      'anyOf',
      'allOf',
      'enum',
      'not',
      '$ref',
      '$defs',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 3 })), (schema) => {
        const { parameters } = flat(schema);
        expect(parameters.type).toBe('object');
        for (const key of ['oneOf', 'anyOf', 'allOf', 'enum', 'not', '$ref'])
          expect(parameters).not.toHaveProperty(key);
      }),
    );
  });
});
