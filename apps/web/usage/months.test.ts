import { expect, test } from 'vitest';
import { monthChoices, monthLabel } from './months.ts';

test('months go back over the turn of the year, without skipping short ones', () => {
  expect(monthChoices(new Date('2026-03-31T23:30:00Z'))).toEqual([
    '2026-03',
    '2026-02',
    '2026-01',
    '2025-12',
    '2025-11',
    '2025-10',
  ]);
  expect(monthLabel('2025-12')).toBe('December 2025');
});

test('the month is UTC’s, wherever the reader is', () => {
  expect(monthChoices(new Date('2026-10-31T23:30:00-05:00'))[0]).toBe('2026-11');
});
