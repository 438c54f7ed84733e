import { auditActionNames, auditActions } from '@agent-factory/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptFields } from './kept-fields.ts';

const canary = 'canary-4f1c';
/** What secrets are called anywhere in the platform. */
const secretNames = [
  'secret',
  'token',
  'password',
  'envelope',
  'key',
  'api_key',
  'secret_hash',
  'authorization',
  'fields',
];

test.each(auditActionNames)('%s keeps no field that is called like a secret', (action) => {
  for (const field of auditActions[action].keeps) {
    const last = field.split('.').at(-1) ?? field;
    expect(secretNames).not.toContain(last);
  }
});

test('whatever stands beside or below the named fields, no secret is kept', () => {
  const value = fc.letrec((tie) => ({
    tree: fc.oneof(
      fc.constant(canary),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...secretNames, 'a'), tie('tree'), { maxKeys: 3 }),
    ),
  })).tree;
  fc.assert(
    fc.property(
      fc.constantFrom(...auditActionNames),
      fc.dictionary(fc.constantFrom(...secretNames), value),
      fc.dictionary(fc.constantFrom(...secretNames), value),
      (action, state, inner) => {
        // Even below a field that is kept: an object is not entered unless by name.
        const named = Object.fromEntries(auditActions[action].keeps.map((field) => [field, { inner }]));
        const kept = keptFields(action, { ...state, ...named });
        expect(JSON.stringify(kept) ?? '').not.toContain(canary);
      },
    ),
    { numRuns: 500 },
  );
});

test('text, numbers, truth, dates and lists of them are kept, long ones cut', () => {
  const at = new Date(0);
  expect(
    keptFields('webhook.updated', {
      url: 'u'.repeat(600),
      description: null,
      events: ['a', { b: canary }, ['c'], 1],
      status: true,
      old_secret_until: at,
      disabled_reason: undefined,
    }),
  ).toEqual({
    url: `${'u'.repeat(500)}…`,
    description: null,
    events: ['a', 1],
    status: true,
    old_secret_until: at.toISOString(),
  });
  expect(keptFields('webhook.updated', null)).toBeNull();
  expect(keptFields('webhook.updated', { other: 1 })).toBeNull();
});
