import { type BootstrapOptions, bootstrapInterval } from './bootstrap-interval.ts';
import type { Estimate } from './estimate.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * The mean of a share of each case (as `passHatShares` gives them) with its interval: cases resampled; where all cases are
 * alike, Wilson's interval with each case as one observation, since then every resample is the same and would claim
 * certainty. Null without cases.
 */
export function rateInterval(shares: readonly number[], options: BootstrapOptions): Estimate | null {
  const resampled = bootstrapInterval(shares, mean, options);
  if (resampled === null) return null;
  const value = mean(shares);
  if (resampled.low < resampled.high) {
    return { value, low: Math.min(value, resampled.low), high: Math.max(value, resampled.high) };
  }
  const one = wilsonInterval({ passed: value * shares.length, trials: shares.length }, options.level);
  return { value, low: Math.min(value, one?.low ?? 0), high: Math.max(value, one?.high ?? 1) };
}

function mean(shares: readonly number[]): number {
  let sum = 0;
  for (const share of shares) sum += share;
  return sum / shares.length;
}
