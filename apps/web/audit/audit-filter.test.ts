import { expect, test } from 'vitest';
import { apiFilter, readFilter } from './audit-filter.ts';

test('what the address says is read, nonsense is left out', () => {
  const search = new URLSearchParams('actor=u&action=&from=2026-11-21&to=2026-13-99&other=x');
  expect(readFilter(search)).toEqual({ actor: 'u', from: '2026-11-21' });
});

test('a day is meant from its beginning to its end, where the reader is', () => {
  const { from, to } = apiFilter({ from: '2026-11-21', to: '2026-11-21' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000);
  expect(new Date(from ?? '').getHours()).toBe(0);
});
