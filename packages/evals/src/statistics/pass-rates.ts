import { binomialCoefficient } from './binomial.ts';
import type { CaseCount } from './estimate.ts';

/**
 * pass@k: the chance that at least one of k trials of a case passes, averaged over cases; each by the unbiased estimate
 * 1 − C(n−c, k)/C(n, k) (Chen et al., "Evaluating Large Language Models Trained on Code", 2021). Null where a case has
 * fewer than k trials, or there is no case: an average over the cases that happen to have enough is another number.
 */
export function passAt(k: number, cases: readonly CaseCount[]): number | null {
  return averageOver(k, cases, ({ passed, trials }) => {
    return 1 - binomialCoefficient(trials - passed, k) / binomialCoefficient(trials, k);
  });
}

/**
 * pass^k: the chance that all of k trials of a case pass, averaged over cases; each by C(c, k)/C(n, k) (Yao et al.,
 * "τ-bench", 2024). It is not the k-th power of a pass rate: that is too high where c is small and says nothing about
 * cases that differ. Null as in `passAt`.
 */
export function passHat(k: number, cases: readonly CaseCount[]): number | null {
  return averageOver(k, cases, ({ passed, trials }) => {
    return binomialCoefficient(passed, k) / binomialCoefficient(trials, k);
  });
}

/** The largest k for which `passAt` and `passHat` say something; 0 without cases. */
export function largestK(cases: readonly CaseCount[]): number {
  return cases.reduce((least, { trials }) => Math.min(least, trials), cases[0]?.trials ?? 0);
}

function averageOver(
  k: number,
  cases: readonly CaseCount[],
  share: (counts: CaseCount) => number,
): number | null {
  if (!Number.isInteger(k) || k < 1 || k > largestK(cases)) return null;
  return cases.reduce((sum, counts) => sum + share(counts), 0) / cases.length;
}
