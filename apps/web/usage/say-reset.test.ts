import { expect, test } from 'vitest';
import { sayReset, sayUntil } from './say-reset.ts';

test.each([
  ['2026-12-01T00:00:00.000Z', '1 December'],
  ['2026-12-15T10:30:00.000Z', '15 December at 10:30'],
])('%s is %s', (at, says) => {
  expect(sayReset(at)).toBe(says);
});

const now = Date.parse('2026-11-21T12:00:00Z');
test.each([
  ['2026-12-01T00:00:00Z', 'in 9 days'],
  ['2026-11-23T00:00:00Z', 'in 36 hours'],
  ['2026-11-21T13:30:00Z', 'in 1 hour'],
  ['2026-11-21T12:20:00Z', 'within the hour'],
  ['2026-11-21T11:00:00Z', 'within the hour'],
])('%s is %s', (at, says) => {
  expect(sayUntil(at, now)).toBe(says);
});
