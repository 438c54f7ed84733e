import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test('says the two largest units that matter', () => {
  const from = (seconds: number) => timeLeft(seconds * 1_000, 0);
  expect([0, 38, 60, 299, 3_600, 18_779, 86_399, 86_400, 183_600].map(from)).toEqual([
    '0 s',
    '38 s',
    '1 min',
    '4 min',
    '1 h 0 min',
    '5 h 12 min',
    '23 h 59 min',
    '1 d 0 h',
    '2 d 3 h',
  ]);
});

test('never says more than is left, and nothing of the past', () => {
  const unit = { s: 1, min: 60, h: 3_600, d: 86_400 } as const;
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 10_000_000_000 }), (ms) => {
      const said = [...timeLeft(ms, 0).matchAll(/(\d+) (s|min|h|d)/g)].reduce(
        (sum, [, count, name]) => sum + Number(count) * unit[name as keyof typeof unit],
        0,
      );
      expect(said).toBeLessThanOrEqual(Math.max(0, Math.ceil(ms / 1_000)));
    }),
  );
});
