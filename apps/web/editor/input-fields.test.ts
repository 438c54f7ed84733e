import { parseSpec } from '@agent-factory/spec';
import { expect, test } from 'vitest';
import { inputFieldsOf, readInput, valuesOf } from './input-fields.ts';

function specWith(input: string) {
  const { document, diagnostics } = parseSpec(
    `---\napiVersion: agentfactory/v1\nkind: Agent\nname: a\nmodel: { task: research }\n${input}\n---\nDo it.\n`,
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return document;
}

test('without an input schema a run asks for a request', () => {
  expect(inputFieldsOf(specWith('')).map(({ name, kind }) => [name, kind])).toEqual([['query', 'text']]);
  expect(inputFieldsOf(null)).toHaveLength(1);
});

test('each property becomes the field that fits its type', () => {
  const fields = inputFieldsOf(
    specWith(
      'input: { type: object, properties: { city: { type: string, maxLength: 40 }, days: { type: integer }, deep: { type: boolean }, unit: { type: string, enum: [c, f] }, tags: { type: array } }, required: [city] }',
    ),
  );
  expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ['city', 'line', true],
    ['days', 'number', false],
    ['deep', 'boolean', false],
    ['unit', 'choice', false],
    ['tags', 'json', false],
  ]);
  expect(readInput(fields, { city: 'Oslo', days: '3', deep: 'true', tags: '["a"]' })).toEqual({
    input: { city: 'Oslo', days: 3, deep: true, tags: ['a'] },
  });
  expect(readInput(fields, { days: 'three', tags: '[' })).toEqual({
    errors: {
      city: 'This is needed to run.',
      days: 'This is not a number.',
      tags: 'This is not valid JSON.',
    },
  });
});

test('the input of a test fills the fields', () => {
  expect(valuesOf('hello')).toEqual({ query: 'hello' });
  expect(valuesOf({ city: 'Oslo', days: 3 })).toEqual({ city: 'Oslo', days: '3' });
});
