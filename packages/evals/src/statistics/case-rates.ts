import type { Verdict } from '../verdict.ts';
import type { Estimate } from './estimate.ts';
import { passAt, passHat } from './pass-rates.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Beyond it, pass^k of more is drawn for nobody. */
const maxK = 10;

export interface CaseRates {
  /** Trials that passed or failed; errors and inconclusive ones are neither. */
  judged: number;
  passed: number;
  /** With Wilson's 95 % interval; null where none was judged. */
  passRate: Estimate | null;
  /** For each k up to the trials that were judged: of this case alone, so without an interval. */
  passAt: { k: number; value: number }[];
  passHat: { k: number; value: number }[];
}

/** How reliable an agent is in one case, by its trials. */
export function caseRates(verdicts: readonly (Verdict | null)[]): CaseRates {
  const passed = verdicts.filter((verdict) => verdict === 'pass').length;
  const judged = passed + verdicts.filter((verdict) => verdict === 'fail').length;
  const counts = { passed, trials: judged };
  const interval = wilsonInterval(counts);
  const ofEachK = (rate: typeof passAt) =>
    Array.from({ length: Math.min(maxK, judged) }, (_, place) => place + 1).flatMap((k) => {
      const value = rate(k, [counts]);
      return value === null ? [] : [{ k, value }];
    });
  return {
    judged,
    passed,
    passRate: interval === null ? null : { value: passed / judged, ...interval },
    passAt: ofEachK(passAt),
    passHat: ofEachK(passHat),
  };
}
