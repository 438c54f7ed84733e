/**
 * How a test, a trial or one assertion of it ended. `error` says that it could not be judged (a broken judge, a provider
 * that is down); `inconclusive` that it was, and the evidence does not suffice either way.
 */
export const verdicts = ['pass', 'fail', 'error', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whose fault it is when something did not pass. */
export const faults = ['agent', 'simulator', 'grader', 'infrastructure'] as const;
export type Fault = (typeof faults)[number];

/** What one assertion said of one trial. */
export interface AssertionResult {
  /** As in the test: `contains`, `judge` … */
  kind: string;
  /** Whether its opposite was asked for (`not-contains`). */
  negated: boolean;
  verdict: Verdict;
  /** From 0 to 1; null where the verdict is `error` or `inconclusive`. */
  score: number | null;
  /** One sentence for a person. */
  reason: string;
  /** What it was seen in, quoted. */
  evidence: string | null;
  /** Null where it passed. */
  fault: Fault | null;
  /** What asking a judge cost, in 10⁻⁹ USD. */
  costNanoUsd: number;
}
