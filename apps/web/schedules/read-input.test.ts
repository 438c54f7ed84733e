import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inputText, readInput } from './read-input.ts';

test('text is the query, a JSON object the input itself', () => {
  expect(readInput('What is due today?')).toEqual({ query: 'What is due today?' });
  expect(readInput('[1, 2]')).toEqual({ query: '[1, 2]' });
  expect(readInput('{"topic": "tea"}')).toEqual({ topic: 'tea' });
});

test('law: an input that is shown reads as itself', () => {
  const inputs = fc.oneof(
    fc.record({ query: fc.oneof(fc.string(), fc.json()) }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    ),
  );
  fc.assert(
    fc.property(inputs, (input) => {
      expect(readInput(inputText(input))).toEqual(input);
    }),
  );
});
