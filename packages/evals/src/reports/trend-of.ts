import type { TestReport } from '@agent-factory/contracts';
import type { Estimate } from '../statistics/estimate.ts';

/** One test run in the life of an agent. */
export interface TrendPoint {
  runId: string;
  at: string;
  version: number | null;
  specHash: string;
  /** Points of one dataset version can be compared; the line breaks where it changes. Null without a dataset. */
  datasetVersion: string | null;
  passRate: Estimate | null;
  /** pass^k of the largest k that the run has trials for. */
  passHat: (Estimate & { k: number }) | null;
  /** Of a trial. */
  costNanoUsd: number | null;
  durationMs: number | null;
}

/** An agent's runs from the oldest to the newest. */
export function trendOf(reports: readonly Omit<TestReport, 'cases'>[]): TrendPoint[] {
  return reports
    .map(({ run, statistics }) => ({
      runId: run.id,
      at: run.started_at,
      version: run.agent.version,
      specHash: run.agent.spec_hash,
      datasetVersion: run.dataset?.version ?? null,
      passRate: statistics.pass_rate,
      passHat: statistics.pass_hat.at(-1) ?? null,
      costNanoUsd: statistics.trials === 0 ? null : Math.round(statistics.cost_nano_usd / statistics.trials),
      durationMs: statistics.duration_ms?.p50 ?? null,
    }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
