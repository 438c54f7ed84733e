import { binomialCoefficient } from './binomial.ts';
import type { CaseCount } from './estimate.ts';

/**
 * pass@k: the chance that at least one of k trials of a case passes, averaged over cases; each by the unbiased estimate
 * 1 − C(n−c, k)/C(n, k) (Chen et al., "Evaluating Large Language Models Trained on Code", 2021). Null where a case has
 * fewer than k trials, or there is no case: an average over the cases that happen to have enough is another number.
 */
export function passAt(k: number, cases: readonly CaseCount[]): number | null {
  return mean(passAtShares(k, cases));
}

/**
 * pass^k: the chance that all of k trials of a case pass, averaged over cases; each by C(c, k)/C(n, k) (Yao et al.,
 * "τ-bench", 2024). It is not the k-th power of a pass rate: that is too high where c is small and says nothing about
 * cases that differ. Null as in `passAt`.
 */
export function passHat(k: number, cases: readonly CaseCount[]): number | null {
  return mean(passHatShares(k, cases));
}

/** Of each case alone, for intervals; null as in `passAt`. */
export function passAtShares(k: number, cases: readonly CaseCount[]): number[] | null {
  return sharesOf(k, cases, ({ passed, trials }) => {
    return 1 - binomialCoefficient(trials - passed, k) / binomialCoefficient(trials, k);
  });
}

/** Of each case alone, for intervals; null as in `passAt`. */
export function passHatShares(k: number, cases: readonly CaseCount[]): number[] | null {
  return sharesOf(k, cases, ({ passed, trials }) => {
    return binomialCoefficient(passed, k) / binomialCoefficient(trials, k);
  });
}

/** The largest k for which `passAt` and `passHat` say something; 0 without cases. */
export function largestK(cases: readonly CaseCount[]): number {
  return cases.reduce((least, { trials }) => Math.min(least, trials), cases[0]?.trials ?? 0);
}

function sharesOf(
  k: number,
  cases: readonly CaseCount[],
  share: (counts: CaseCount) => number,
): number[] | null {
  return Number.isInteger(k) && k >= 1 && k <= largestK(cases) ? cases.map(share) : null;
}

function mean(shares: readonly number[] | null): number | null {
  return shares && shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
