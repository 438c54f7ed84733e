import { expect, it } from 'vitest';
import { isMonth, lastMonths, spanOf } from './months.ts';

it('a month reaches to the first of the next, over the turn of the year too', () => {
  expect(spanOf('2026-12')).toEqual({ from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' });
});

it('offers twelve months back, none twice', () => {
  const months = lastMonths(new Date('2026-03-31T23:59:59Z')).map(({ value }) => value);
  expect(months[0]).toBe('2026-03');
  expect(months.at(-1)).toBe('2025-04');
  expect(new Set(months).size).toBe(12);
  expect(months.every(isMonth)).toBe(true);
});

it('knows what is no month', () => {
  expect(['2026-13', '2026-1', 'now', null].filter(isMonth)).toEqual([]);
});
