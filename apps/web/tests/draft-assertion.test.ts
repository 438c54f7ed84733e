import { type Assertion, assertionKinds, assertionSchema, testCaseSchema } from '@agent-factory/contracts';
import { describe, expect, test } from 'vitest';
import { assertionFields } from './assertion-fields.ts';
import { draftOf, newAssertion, readAssertion } from './draft-assertion.ts';
import { draftOfCase, newCase, readCases } from './draft-case.ts';

/** What a person writes into each field that has no example in it. */
const written: Readonly<Record<string, string>> = {
  texts: '437\n438',
  pattern: '\\d+',
  value: '"437"',
  schema: '{ "type": "object" }',
  path: '$.price',
  to: '"Paris"',
  threshold: '0.5',
  tolerance: '0.01',
  language: 'en',
  at_least: '1',
  at_most: '3',
  at_most_usd: '0.01',
  at_most_seconds: '2.5',
  tool: 'calculator',
  arguments: '{ "expression": "19 * 23" }',
  calls: '[{ "tool": "search" }]',
  id: 'no-card-numbers',
  criteria: 'It is polite.\nIt names a price.',
  guidance: 'The price is 129.50.',
  criterion: 'It is shorter.',
  other: 'Something longer.',
  expression: 'size(calls) == 1',
  ignore_case: 'true',
};

describe('the form of an assertion', () => {
  test('knows every kind that there is', () => {
    expect(Object.keys(assertionFields).sort()).toEqual([...assertionKinds].sort());
  });

  test.each(assertionKinds.map((kind) => [kind]))(
    '%s: filled in it is one, and comes back as it was',
    (kind) => {
      const empty = newAssertion(kind);
      const values = Object.fromEntries(
        assertionFields[kind].map(({ name }) => [name, empty.values[name] ?? written[name] ?? '']),
      );
      const read = readAssertion({ ...empty, not: true, values });
      if ('errors' in read) throw new Error(JSON.stringify(read.errors));
      const assertion: Assertion = assertionSchema.parse(read.assertion);
      expect(assertion).toMatchObject({ kind, not: true });
      const again = readAssertion(draftOf(assertion));
      if ('errors' in again) throw new Error(JSON.stringify(again.errors));
      expect(assertionSchema.parse(again.assertion)).toEqual(assertion);
    },
  );

  test('what is missing or no JSON is said at its field', () => {
    expect(readAssertion(newAssertion('contains'))).toEqual({ errors: { texts: 'Fill this in.' } });
    const wrong = { ...newAssertion('equals'), values: { value: 'Paris', tolerance: '-1' } };
    expect(readAssertion(wrong)).toMatchObject({
      errors: { value: expect.stringContaining('no JSON'), tolerance: expect.stringContaining('0 or more') },
    });
  });
});

describe('the form of a case', () => {
  test('keeps what it does not show', () => {
    const given = testCaseSchema.parse({
      name: 'asks for a price',
      input: { query: 'Price?', lang: 'en' },
      expect: [{ kind: 'not-contains', text: 'sorry' }],
      tags: ['prices'],
      critical: true,
      split: 'sealed',
      stubs: { tools: [{ tool: 'search', answer: { result: 'none' } }], state: { seen: 1 } },
      turns: { kind: 'scripted', messages: ['And now?'] },
      source: { kind: 'run', run_id: 'run_1' },
    });
    const { cases } = readCases([draftOfCase(given)]);
    expect(cases?.map((one) => testCaseSchema.parse(one))).toEqual([given]);
  });

  test('marks the case and the expectation where something is missing, and twins', () => {
    const one = { ...newCase(), name: 'a', input: 'Hello?' };
    const { cases, errors } = readCases([one, { ...newCase(), name: 'a' }]);
    expect(cases).toBeNull();
    expect([...(errors ?? new Map()).values()]).toContainEqual(
      expect.objectContaining({ name: 'Another case has this name.' }),
    );
    expect(errors?.get(one.key)).toEqual({ expect: 'Something is missing in what is expected.' });
  });
});
