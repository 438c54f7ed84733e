import type { CaseCount, Interval } from './estimate.ts';
import { criticalValue } from './normal.ts';

/**
 * Wilson's score interval of a share (Wilson 1927), as R's `prop.test(x, n, correct = FALSE)` gives it. It stays within
 * 0 and 1 and says something also where all or none passed. Null without trials. The trials must not depend on each
 * other: several trials of one case do, so give it cases, or resample them with `bootstrapInterval`.
 */
export function wilsonInterval({ passed, trials }: CaseCount, level = 0.95): Interval | null {
  if (trials <= 0) return null;
  const z2 = criticalValue(level) ** 2;
  const failed = trials - passed;
  const middle = (passed + z2 / 2) / (trials + z2);
  const reach = Math.sqrt(z2 * ((passed * failed) / trials + z2 / 4)) / (trials + z2);
  return {
    // Exact at the ends, where the two terms are equal but for their rounding.
    low: passed === 0 ? 0 : Math.max(0, middle - reach),
    high: failed === 0 ? 1 : Math.min(1, middle + reach),
  };
}
