import type { Discordant } from './mcnemar.ts';

/** Evidence against a hypothesis as it grows; stopping when `eValue` ≥ 1/α is right whenever one looks. */
export interface SequentialEvidence {
  eValue: number;
  /** True once the hypothesis is refuted at α. */
  stop: boolean;
}

/**
 * Watches a comparison while its cases come in, and may be asked after every one of them. The hypothesis is that pairs
 * which differ go either way like a fair coin; the evidence is the mixture likelihood ratio with a uniform prior,
 * E = 2ⁿ·B(lost+1, gained+1) = 2ⁿ/((n+1)·C(n, lost)) (Robbins 1970; Johari et al., "Always valid inference", 2022). E is a
 * martingale that starts at 1, so by Ville's inequality the chance that it ever reaches 1/α is at most α.
 */
export function sequentialComparison({ lost, gained }: Discordant, alpha = 0.05): SequentialEvidence {
  const pairs = lost + gained;
  let logarithm = pairs * Math.LN2 - Math.log(pairs + 1);
  const fewer = Math.min(lost, gained);
  for (let i = 1; i <= fewer; i++) logarithm -= Math.log((pairs - fewer + i) / i);
  return evidence(logarithm, alpha);
}

/**
 * Watches whether a pass rate reaches a bar. `missed` refutes "the rate is at least `bar`", `reached` refutes "it is at
 * most `bar`"; each alone is wrong with a chance of at most α, however often one looks (a mixture of likelihood ratios
 * over rates on the far side of the bar, a supermartingale under every rate on the near side; Ramdas et al., "Game-theoretic
 * statistics and safe anytime-valid inference", 2023). Count one trial of each case: trials of one case are alike.
 */
export function sequentialPassRate(
  { passed, failed }: { passed: number; failed: number },
  bar: number,
  alpha = 0.05,
): { missed: SequentialEvidence; reached: SequentialEvidence } {
  return {
    missed: mixture(passed, failed, bar, (part) => bar * part, alpha),
    reached: mixture(passed, failed, bar, (part) => bar + (1 - bar) * part, alpha),
  };
}

/** A mixture over so many rates; any number of them is valid, more only find small differences a little sooner. */
const gridPoints = 64;

function mixture(
  passed: number,
  failed: number,
  bar: number,
  rateAt: (part: number) => number,
  alpha: number,
): SequentialEvidence {
  const logarithms: number[] = [];
  for (let point = 0; point < gridPoints; point++) {
    const rate = rateAt((point + 0.5) / gridPoints);
    // With a bar of 0 or 1, one side is empty: no evidence can refute what is always true.
    if (rate <= 0 || rate >= 1 || rate === bar) continue;
    const pass = passed === 0 ? 0 : passed * Math.log(rate / bar);
    const fail = failed === 0 ? 0 : failed * Math.log((1 - rate) / (1 - bar));
    logarithms.push(pass + fail);
  }
  if (logarithms.length === 0) return evidence(0, alpha);
  const largest = Math.max(...logarithms);
  if (!Number.isFinite(largest)) return evidence(largest, alpha);
  const sum = logarithms.reduce((total, logarithm) => total + Math.exp(logarithm - largest), 0);
  return evidence(largest + Math.log(sum / logarithms.length), alpha);
}

function evidence(logarithm: number, alpha: number): SequentialEvidence {
  return { eValue: Math.exp(Math.min(logarithm, 700)), stop: logarithm >= -Math.log(alpha) };
}
