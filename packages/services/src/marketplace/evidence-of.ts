import { nanoUsdToUsd, type TeamId, type TemplateEvidence, type TestRunId } from '@agent-factory/contracts';
import { listTrialsOfRun, selectTestRun, type TrialRow, withTenant } from '@agent-factory/db';
import { passAtShares, rateInterval } from '@agent-factory/evals';
import type { Services } from '../service-context.ts';
import { readTestedCases } from '../test-evidence/tested-cases.ts';

/** Of the interval's bootstrap: the same trials, the same evidence. */
const seed = 20_251_121;

/** What a finished test run measured, as the listing shows it; undefined where the run is gone or has not ended. */
export async function readEvidence(
  services: Pick<Services, 'db'>,
  { teamId, testRunId }: { teamId: TeamId; testRunId: TestRunId },
): Promise<{ evidence: TemplateEvidence; startedAt: Date } | undefined> {
  const system = { type: 'system', teamId, reason: 'measure_template' } as const;
  return withTenant(services.db, system, async (tx) => {
    const run = await selectTestRun(tx, { id: testRunId, teamId });
    if (run?.status !== 'finished' || run.finishedAt === null) return undefined;
    const { cases, models } = await readTestedCases(tx, { teamId, testRunId });
    const trials = await listTrialsOfRun(tx, { teamId, testRunId });
    const counts = cases
      .map(({ trials: own }) => {
        const judged = own.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
        const passed = judged.filter(({ verdict }) => verdict === 'pass').length;
        return { passed, trials: judged.length };
      })
      .filter((count) => count.trials > 0);
    // What was taken from the cache cost nothing and took no time: it says nothing of a run.
    const ran = trials.filter((trial) => trial.status === 'done' && trial.error === null && !trial.cached);
    const evidence: TemplateEvidence = {
      cases: cases.length,
      trials: trials.length,
      pass_rate: rateInterval(passAtShares(1, counts) ?? [], { seed }),
      cost_usd: percentiles(ran.map(costOf), nanoUsdToUsd),
      duration_ms: percentiles(
        ran.map(({ durationMs }) => durationMs),
        (ms) => ms,
      ),
      models,
      violations: cases.reduce(
        (sum, each) => sum + each.trials.filter(({ violations }) => violations.length > 0).length,
        0,
      ),
      measured_at: run.finishedAt.toISOString(),
    };
    return { evidence, startedAt: run.createdAt };
  });
}

function costOf({ costNanoUsd, gradingNanoUsd }: TrialRow): number {
  return Math.max(0, costNanoUsd - gradingNanoUsd);
}

/** By nearest rank; null without a value. */
function percentiles(
  values: readonly number[],
  shown: (value: number) => number,
): { p50: number; p95: number } | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => shown(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}
