import { testCaseSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copiedPhrases } from './copied-phrases.ts';

const cases = [
  testCaseSchema.parse({
    name: 'returns',
    input: 'How many days do I have to return an item?',
    expect: [
      { kind: 'contains', text: 'within thirty days' },
      { kind: 'contains', text: '4711' },
      { kind: 'contains', text: 'refund' },
      { kind: 'judge', criteria: ['It names the address of the warehouse in Graz.'] },
    ],
  }),
];
const before = 'Answer questions of customers.';
const copied = (after: string, old = before) => copiedPhrases({ before: old, after, cases });

describe('a patch copies', () => {
  test.each([
    ['a run of five words of an input', 'If asked how many days do I have, say thirty.'],
    ['it in capitals and with commas', 'HOW, MANY… DAYS — do i'],
    ['a short expectation whole', 'Always write: within thirty days!'],
    ['a figure that is expected', 'The answer is 4711.'],
    ['a criterion', 'Say it names the address of everyone.'],
  ])('%s', (_, text) => {
    expect(copied(`${before} ${text}`).length).toBeGreaterThan(0);
  });

  test.each([
    ['nothing', ''],
    ['four words of it', 'Tell how many days do they last.'],
    ['a single word of it', 'Mention the refund.'],
    ['advice in other words', 'Look up the return policy before you answer, and quote it.'],
    ['a longer word that begins so', 'The number 47110 is fine.'],
  ])('nothing where it takes %s', (_, text) => {
    expect(copied(`${before} ${text}`)).toEqual([]);
  });

  test('nothing that the spec said before', () => {
    const old = 'You have within thirty days to act. How many days do I have to return an item? 4711.';
    expect(copied(`${old} Be kind.`, old)).toEqual([]);
  });

  test('whatever stands around it; and a text copies nothing of itself', () => {
    const around = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '\n', '-'), maxLength: 30 });
    fc.assert(
      fc.property(around, around, (left, right) => {
        const text = `${left} do I have to return ${right}`;
        expect(copied(text)).toContain('do i have to return');
        expect(copied(text, text)).toEqual([]);
      }),
    );
  });
});
