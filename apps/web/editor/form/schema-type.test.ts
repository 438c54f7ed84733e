import { describe, expect, test } from 'vitest';
import { fieldTypes, freshName, otherKeywords, retyped, typeOf } from './schema-type.ts';

describe('a field as another type', () => {
  test.each(fieldTypes.map(({ value }) => value))(
    '%s is read back as that, and keeps its description',
    (type) => {
      const next = retyped({ type: 'string', description: 'A word.', minLength: 1 }, type);
      expect(typeOf(next)).toBe(type);
      expect(next).toMatchObject({ description: 'A word.', minLength: 1 });
    },
  );

  test('an object that becomes a list and an object again is the same kind of thing', () => {
    const list = retyped({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, 'array');
    expect(list).toEqual({ type: 'array', items: { type: 'string' } });
    expect(retyped(list, 'object')).toEqual({ type: 'object', properties: {} });
  });

  test('what the form cannot show is of no type, and is told of', () => {
    expect(typeOf({ anyOf: [] })).toBeNull();
    expect(typeOf({ type: ['string', 'null'] })).toBeNull();
    expect(typeOf({ enum: [1, 2], type: 'integer' })).toBe('integer');
    expect(otherKeywords({ type: 'string', pattern: 'x', format: 'uri' })).toEqual(['pattern', 'format']);
  });
});

test('a new field has a name that none has', () => {
  expect(freshName(undefined)).toBe('field');
  expect(freshName({ field: {}, field_2: {} })).toBe('field_3');
});
