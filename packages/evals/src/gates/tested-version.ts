import type { CaseCount } from '../statistics/estimate.ts';
import type { Fault, Verdict } from '../verdict.ts';

/** One trial of one case, as statistics and gates see it. */
export interface TestedTrial {
  index: number;
  verdict: Verdict;
  /** From 0 to 100; null where the verdict is `error`. */
  score: number | null;
  fault: Fault | null;
  /**
   * Ids of the invariants that did not pass when they were last looked at, and were not meant to be hit: none where the
   * case expects the run to be refused. An invariant that asked for a retry and then passed did its work and is not here.
   */
  violations: readonly string[];
  costNanoUsd: number;
  durationMs: number;
}

export interface TestedCase {
  /** The same in every version that is compared. */
  id: string;
  name: string;
  /** One that newly fails keeps the gate shut on its own. */
  critical: boolean;
  trials: readonly TestedTrial[];
}

/** What came of testing one version of an agent on one version of a dataset. */
export interface TestedVersion {
  /** Cases that were to be tried, by id, and how often each. */
  expectedCases: readonly string[];
  expectedTrials: number;
  cases: readonly TestedCase[];
}

/** What was judged: errors and inconclusive trials are neither passed nor failed, and count for neither. */
export function countOf({ trials }: Pick<TestedCase, 'trials'>): CaseCount {
  const passed = trials.filter(({ verdict }) => verdict === 'pass').length;
  return { passed, trials: passed + trials.filter(({ verdict }) => verdict === 'fail').length };
}

/** Counts of the cases that have any trial that was judged. */
export function countsOf(cases: readonly TestedCase[]): CaseCount[] {
  return cases.map(countOf).filter(({ trials }) => trials > 0);
}

/** Whether more than half of what was judged passed; null where nothing was. */
export function majorityPassed(tested: Pick<TestedCase, 'trials'>): boolean | null {
  const { passed, trials } = countOf(tested);
  return trials === 0 ? null : passed * 2 > trials;
}
