import type { Interval } from './estimate.ts';
import { seededRandom } from './seeded-random.ts';

export interface BootstrapOptions {
  seed: number;
  resamples?: number;
  level?: number;
}

/**
 * The percentile bootstrap interval of a statistic over cases (Efron 1979): whole cases are drawn with replacement, each
 * with all of its trials, because trials of one case are alike and cases are what a test set is a sample of. Null
 * without cases and where the statistic says nothing. Of cases that are all alike it is a point, which is not certainty:
 * `rateInterval` knows.
 */
export function bootstrapInterval<Case>(
  cases: readonly Case[],
  statistic: (cases: readonly Case[]) => number | null,
  { seed, resamples = 1000, level = 0.95 }: BootstrapOptions,
): Interval | null {
  const random = seededRandom(seed);
  const values: number[] = [];
  const drawn = [...cases];
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < drawn.length; j++) {
      drawn[j] = cases[Math.floor(random() * cases.length)] as Case;
    }
    const value = statistic(drawn);
    if (value === null) return null;
    values.push(value);
  }
  if (cases.length === 0) return null;
  values.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) };
}

/** Between neighbours by a straight line (type 7 of Hyndman and Fan, R's default). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
