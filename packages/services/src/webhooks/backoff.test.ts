import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfter } from './backoff.ts';

const hour = 3_600_000;

test('ten tries in all, about three days together', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 9, maxLength: 9 }),
      (randoms) => {
        const waits = randoms.map((random, index) => waitAfter(index + 1, null, random) ?? Number.NaN);
        const days = waits.reduce((sum, wait) => sum + wait, 0) / (24 * hour);
        expect(days).toBeGreaterThan(2.8);
        expect(days).toBeLessThan(3.5);
      },
    ),
  );
  expect(waitAfter(10, null, 0)).toBeNull();
});

test('never sooner than the receiver asked, and never later than a day for its sake', () => {
  expect(waitAfter(1, 2 * hour, 0)).toBe(2 * hour);
  expect(waitAfter(1, 400 * hour, 0)).toBe(24 * hour);
  expect(waitAfter(4, 1_000, 0)).toBeGreaterThan(hour);
});
