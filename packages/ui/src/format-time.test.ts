import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';
import { formatRelativeTime } from './format-relative-time.ts';

describe('formatDuration', () => {
  test.each([
    [0, '0 ms'],
    [0.34, '340 ms'],
    [0.9996, '1.0 s'],
    [2.34, '2.3 s'],
    [59.96, '1 min 0 s'],
    [72, '1 min 12 s'],
    [3599.6, '1 h 0 min'],
    [7500, '2 h 5 min'],
  ])('%d s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatRelativeTime', () => {
  const now = Date.UTC(2026, 0, 31, 12);
  test.each([
    [10_000, 'just now'],
    [5 * 60_000, '5 min. ago'],
    [3 * 3_600_000, '3 hr. ago'],
    [24 * 3_600_000, 'yesterday'],
    [40 * 86_400_000, 'last mo.'],
    [-10_000, 'just now'],
    [-20 * 60_000, 'in 20 min.'],
    [-24 * 3_600_000, 'tomorrow'],
    [-3 * 86_400_000, 'in 3 days'],
  ])('%d ms ago reads %s', (ago, text) => {
    expect(formatRelativeTime(now - ago, now)).toBe(text);
  });

  test('says something for every moment of forty years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * 31_557_600_000 }), (ago) => {
        expect(formatRelativeTime(now - ago, now)).not.toBe('');
      }),
    );
  });
});
