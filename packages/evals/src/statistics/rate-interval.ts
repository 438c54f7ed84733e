import { type BootstrapOptions, bootstrapInterval } from './bootstrap-interval.ts';
import type { CaseCount, Estimate } from './estimate.ts';
import { wilsonInterval } from './wilson-interval.ts';

/**
 * A rate over cases (pass@k, pass^k) with its interval: cases resampled, widened to hold Wilson's interval with each
 * case as one observation where all cases are alike, since then every resample is the same and would claim certainty.
 */
export function rateInterval(
  cases: readonly CaseCount[],
  rate: (cases: readonly CaseCount[]) => number | null,
  options: BootstrapOptions,
): Estimate | null {
  const value = rate(cases);
  if (value === null) return null;
  const resampled = bootstrapInterval(cases, rate, options);
  if (resampled === null) return null;
  if (resampled.low < resampled.high) {
    return { value, low: Math.min(value, resampled.low), high: Math.max(value, resampled.high) };
  }
  const one = wilsonInterval({ passed: value * cases.length, trials: cases.length }, options.level);
  return { value, low: Math.min(value, one?.low ?? 0), high: Math.max(value, one?.high ?? 1) };
}
