import { countOf, majorityPassed, type TestedCase } from '../gates/tested-version.ts';
import { bootstrapInterval } from './bootstrap-interval.ts';
import { casesNeeded } from './cases-needed.ts';
import type { CaseCount, Estimate } from './estimate.ts';
import { holm } from './holm.ts';
import { mcNemar } from './mcnemar.ts';
import { randomisationTest } from './randomisation-test.ts';

export interface ComparisonInput {
  baseline: readonly TestedCase[];
  candidate: readonly TestedCase[];
  /** Of the bootstrap; the same gives the same interval. */
  seed: number;
  alpha?: number;
  /** What a case counts as where pairs are counted: most of its trials, or the first that was judged. */
  rule?: 'majority' | 'first';
  /** The difference of pass rates that must not be missed; `needed` is told for it. */
  smallestDifference?: number;
}

/** Two versions on the cases that both were tried on. */
export interface Comparison {
  pairs: number;
  onlyBaseline: string[];
  onlyCandidate: string[];
  /** Ids of the cases that passed before and do not now, and the other way round. */
  lost: string[];
  gained: string[];
  baselineRate: number;
  candidateRate: number;
  /** Candidate less baseline, in mean pass rate of a case, with the paired bootstrap interval. */
  difference: Estimate;
  /** Of the exact paired randomisation test of all trials: decides. */
  pValue: number;
  /** Of McNemar's exact test of the pairs in `lost` and `gained`: shown. */
  mcNemar: number;
  verdict: 'better' | 'worse' | 'inconclusive';
  /** Cases needed to find `smallestDifference`, eight times in ten; null where the verdict is clear. */
  needed: number | null;
}

interface Pair {
  id: string;
  before: CaseCount;
  after: CaseCount;
  passedBefore: boolean;
  passedAfter: boolean;
}

/** Compares two versions pair by pair; null where they have no judged case in common. */
export function compareVersions(input: ComparisonInput): Comparison | null {
  const { alpha = 0.05, smallestDifference = 0.1 } = input;
  const pairs = pairsOf(input);
  if (pairs.length === 0) return null;
  const lost = pairs.filter(({ passedBefore, passedAfter }) => passedBefore && !passedAfter);
  const gained = pairs.filter(({ passedBefore, passedAfter }) => !passedBefore && passedAfter);
  const differences = pairs.map(
    ({ before, after }) => after.passed / after.trials - before.passed / before.trials,
  );
  const value = mean(differences);
  const interval = bootstrapInterval(differences, mean, { seed: input.seed, level: 1 - alpha });
  const pValue = randomisationTest(wholeDifferences(pairs));
  const verdict = pValue > alpha || value === 0 ? 'inconclusive' : value > 0 ? 'better' : 'worse';
  const paired = new Set(pairs.map(({ id }) => id));
  return {
    pairs: pairs.length,
    onlyBaseline: others(input.baseline, paired),
    onlyCandidate: others(input.candidate, paired),
    lost: lost.map(({ id }) => id),
    gained: gained.map(({ id }) => id),
    baselineRate: mean(pairs.map(({ before }) => before.passed / before.trials)),
    candidateRate: mean(pairs.map(({ after }) => after.passed / after.trials)),
    difference: {
      value,
      low: Math.min(value, interval?.low ?? -1),
      high: Math.max(value, interval?.high ?? 1),
    },
    pValue,
    mcNemar: mcNemar({ lost: lost.length, gained: gained.length }),
    verdict,
    needed:
      verdict === 'inconclusive'
        ? casesNeeded({
            difference: smallestDifference,
            // One pair more of each kind: that none was seen to differ does not say that none ever will.
            discordant: (lost.length + gained.length + 1) / (pairs.length + 2),
            alpha,
          })
        : null,
  };
}

/** Several candidates against one baseline; a verdict then has to survive Holm's correction. */
export function compareSeveral(
  candidates: readonly (readonly TestedCase[])[],
  common: Omit<ComparisonInput, 'candidate'>,
): (Comparison | null)[] {
  const alpha = common.alpha ?? 0.05;
  const comparisons = candidates.map((candidate) => compareVersions({ ...common, candidate }));
  const adjusted = holm(comparisons.flatMap((comparison) => (comparison ? [comparison.pValue] : [])));
  return comparisons.map((comparison) => {
    if (comparison === null) return null;
    const pValue = adjusted.shift() ?? 1;
    return { ...comparison, pValue, verdict: pValue > alpha ? 'inconclusive' : comparison.verdict };
  });
}

function pairsOf({ baseline, candidate, rule = 'majority' }: ComparisonInput): Pair[] {
  const after = new Map(candidate.map((tested) => [tested.id, tested]));
  const passed = rule === 'majority' ? majorityPassed : firstPassed;
  return baseline.flatMap((tested) => {
    const twin = after.get(tested.id);
    if (twin === undefined) return [];
    const passedBefore = passed(tested);
    const passedAfter = passed(twin);
    if (passedBefore === null || passedAfter === null) return [];
    return [{ id: tested.id, before: countOf(tested), after: countOf(twin), passedBefore, passedAfter }];
  });
}

function firstPassed({ trials }: TestedCase): boolean | null {
  const judged = trials.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const first = Math.min(...judged.map(({ index }) => index));
  const verdict = judged.find(({ index }) => index === first)?.verdict;
  return verdict === undefined ? null : verdict === 'pass';
}

function others(cases: readonly TestedCase[], paired: ReadonlySet<string>): string[] {
  return cases.flatMap(({ id }) => (paired.has(id) ? [] : [id]));
}

/** Differences over one denominator. Odd mixtures of trial counts are rounded to a thousandth. */
function wholeDifferences(pairs: readonly Pair[]): number[] {
  const counts = pairs.flatMap(({ before, after }) => [before.trials, after.trials]);
  const denominator = Math.min(1000, counts.reduce(leastCommonMultiple, 1));
  const whole = pairs.map(({ before, after }) =>
    Math.round((after.passed / after.trials - before.passed / before.trials) * denominator),
  );
  const divisor = whole.reduce(greatestCommonDivisor, 0) || 1;
  return whole.map((difference) => difference / divisor);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}

function leastCommonMultiple(a: number, b: number): number {
  return (a * b) / greatestCommonDivisor(a, b);
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
