import type { TestReport } from '@agent-factory/contracts';
import { type BehaviourDiff, diffBehaviour } from '../gates/diff-behaviour.ts';
import type { TestedCase } from '../gates/tested-version.ts';
import { type Comparison, compareVersions } from '../statistics/compare-versions.ts';

/** Two runs side by side: what the difference amounts to, and each case that went the other way. */
export function compareReports(
  before: TestReport,
  after: TestReport,
  { seed = 1 } = {},
): { comparison: Comparison | null; behaviour: BehaviourDiff } {
  const pair = { baseline: testedCases(before), candidate: testedCases(after) };
  return { comparison: compareVersions({ ...pair, seed }), behaviour: diffBehaviour(pair) };
}

function testedCases({ cases }: TestReport): TestedCase[] {
  return cases.map(({ id, name, critical, trials }) => ({
    id,
    name,
    critical,
    trials: trials.map((trial) => ({
      index: trial.index,
      verdict: trial.verdict,
      score: trial.score,
      fault: trial.fault,
      violations: trial.violations,
      costNanoUsd: trial.cost_nano_usd,
      durationMs: trial.duration_ms,
    })),
  }));
}
