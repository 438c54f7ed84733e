import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowMs } from './plan-rates.ts';
import { createSlidingWindow, sliceMs } from './sliding-window.ts';

/** Pauses between requests, in milliseconds: bursts, a trickle, silences longer than the window. */
const pauses = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 3_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 20_000, max: 90_000 }) },
    // Where the window ends.
    { weight: 1, arbitrary: fc.integer({ min: 58_500, max: 61_500 }) },
  ),
  { minLength: 1, maxLength: 120 },
);
const limits = fc.integer({ min: 1, max: 20 });
const starts = fc.integer({ min: 0, max: 10 * windowMs });

describe('Q17: laws of the window', () => {
  test('in no minute, wherever it begins, is more than the limit let in', () => {
    fc.assert(
      fc.property(pauses, limits, starts, (between, limit, start) => {
        let now = start;
        const window = createSlidingWindow({ maxSubjects: 10, now: () => now });
        const admitted: number[] = [];
        for (const pause of between) {
          now += pause;
          if (window.hit('a', limit).admitted) admitted.push(now);
        }
        for (const [index, at] of admitted.entries()) {
          const within = admitted.slice(index).filter((other) => other < at + windowMs);
          expect(within.length).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('who is refused is let in when told to come back, and was not told a slice too late', () => {
    fc.assert(
      fc.property(pauses, limits, starts, (between, limit, start) => {
        let now = start;
        const window = createSlidingWindow({ maxSubjects: 10, now: () => now });
        const admitted: number[] = [];
        for (const pause of between) {
          now += pause;
          const decision = window.hit('a', limit);
          if (decision.admitted) {
            admitted.push(now);
            continue;
          }
          const free = (admitted.at(-limit) ?? 0) + windowMs;
          expect(now + decision.resetMs).toBeGreaterThanOrEqual(free);
          expect(now + decision.resetMs).toBeLessThanOrEqual(free + sliceMs);
          now += decision.resetMs;
          expect(window.hit('a', limit).admitted).toBe(true);
          admitted.push(now);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('what is said to remain is what is let in at once', () => {
    fc.assert(
      fc.property(pauses, limits, (between, limit) => {
        let now = 0;
        const window = createSlidingWindow({ maxSubjects: 10, now: () => now });
        for (const pause of between) {
          now += pause;
          window.hit('a', limit);
        }
        const { remaining, admitted } = window.hit('a', limit);
        if (!admitted) expect(remaining).toBe(0);
        for (let i = 0; i < remaining; i++) expect(window.hit('a', limit).admitted).toBe(true);
        expect(window.hit('a', limit).admitted).toBe(false);
      }),
    );
  });
});

test('Q17: a burst of ten times the limit lets exactly the limit in', () => {
  for (const limit of [10, 100, 1_000]) {
    const window = createSlidingWindow({ maxSubjects: 10, now: () => 12_345 });
    let admitted = 0;
    for (let i = 0; i < 10 * limit; i++) if (window.hit('a', limit).admitted) admitted++;
    expect(admitted).toBe(limit);
  }
});

test('subjects do not count against each other, and the one not heard of for longest makes room', () => {
  const window = createSlidingWindow({ maxSubjects: 2, now: () => 0 });
  const admitted = (subject: string) => window.hit(subject, 1).admitted;
  expect([admitted('a'), admitted('b'), admitted('a')]).toEqual([true, true, false]);
  expect(admitted('c')).toBe(true);
  expect(window.size()).toBe(2);
  // b was forgotten, a was not.
  expect(admitted('a')).toBe(false);
  expect(admitted('b')).toBe(true);
});

test('a lower limit counts what was let in under a higher one', () => {
  const window = createSlidingWindow({ maxSubjects: 2, now: () => 0 });
  for (let i = 0; i < 20; i++) window.hit('a', 100);
  expect(window.hit('a', 10)).toMatchObject({ admitted: false, remaining: 0 });
});
