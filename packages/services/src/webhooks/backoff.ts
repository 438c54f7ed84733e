const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** What is waited after each try that failed: ten tries over three days, as Standard Webhooks suggests. */
const waitsMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** A receiver's own wish is heard up to here. */
const longestWaitMs = 24 * hour;

/**
 * How long to wait after so many tries that failed; null when there will be no other. A tenth more or less (`random`
 * in [0, 1)), so that what failed together does not come back together; never sooner than the receiver asked.
 */
export function waitAfter(failures: number, retryAfterMs: number | null, random: number): number | null {
  const wait = waitsMs[failures - 1];
  if (wait === undefined) return null;
  const spread = Math.round(wait * (0.9 + 0.2 * random));
  return Math.max(spread, Math.min(retryAfterMs ?? 0, longestWaitMs));
}
