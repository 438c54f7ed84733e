import {
  assertionResultSchema,
  nanoUsdToUsd,
  type TestSummary,
  type TestView,
  type TrialView,
} from '@agent-factory/contracts';
import type { TestRow, TrialRow } from '@agent-factory/db';
import { caseRates } from '@agent-factory/evals';
import { z } from 'zod';

export function testSummary(row: TestRow): TestSummary {
  return {
    test_id: row.id,
    run_id: row.testRunId,
    test_name: row.name,
    agent_id: row.agentId,
    version: row.version,
    spec_hash: row.specHash,
    verdict: row.verdict,
    score: row.score,
    fault: row.fault,
    feedback: row.feedback,
    critical: row.critical,
    trials_wanted: row.trials,
    cost: nanoUsdToUsd(row.costNanoUsd),
    execution_time: row.durationMs / 1000,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

export function testView(row: TestRow, rows: readonly TrialRow[]): TestView {
  const trials = rows.map(trialView);
  const rates = caseRates(trials.map(({ verdict }) => verdict));
  const decisive = trials.find(({ verdict }) => verdict !== null && verdict === row.verdict) ?? trials[0];
  return {
    ...testSummary(row),
    input: row.input,
    expected_behavior: row.expected,
    asked: listOf(row.asked),
    assertions: decisive?.assertions ?? [],
    rates: {
      judged: rates.judged,
      passed: rates.passed,
      pass_rate: rates.passRate,
      pass_at: rates.passAt,
      pass_hat: rates.passHat,
    },
    trials,
  };
}

function trialView(row: TrialRow): TrialView {
  return {
    trial_id: row.id,
    index: row.index,
    status: row.status,
    verdict: row.verdict,
    score: row.score,
    fault: row.fault,
    assertions: z.array(assertionResultSchema).parse(row.assertions ?? []),
    output: outputOf(row.observation),
    observation: row.observation ?? null,
    error: row.error,
    cost: nanoUsdToUsd(row.costNanoUsd),
    grading_cost: nanoUsdToUsd(row.gradingNanoUsd),
    execution_time: row.durationMs / 1000,
    cached: row.cached,
    run_id: row.runId,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

function outputOf(observation: unknown): unknown {
  return typeof observation === 'object' && observation !== null && 'output' in observation
    ? observation.output
    : null;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
