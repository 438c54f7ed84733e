import type { RateLimits } from './rate-limits.ts';
import { createSlidingWindow } from './sliding-window.ts';

/** Some 100 bytes each at rest, 1 kB of one that is busy in each second. */
export const maxSubjects = 50_000;

/** Counts what this process sees: all there is, where it is the only one. */
export function createMemoryRateLimits(now: () => number = () => performance.now()): RateLimits {
  const window = createSlidingWindow({ maxSubjects, now });
  return { hit: (subject, limit) => window.hit(subject, limit), close() {} };
}
