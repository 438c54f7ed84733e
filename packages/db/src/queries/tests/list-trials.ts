import type {
  RunId,
  TeamId,
  TestFault,
  TestId,
  TestRunId,
  TestVerdict,
  TrialId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface TrialRow {
  id: TrialId;
  testId: TestId;
  index: number;
  status: 'queued' | 'running' | 'done' | 'cancelled';
  verdict: TestVerdict | null;
  score: number | null;
  fault: TestFault | null;
  feedback: string | null;
  assertions: unknown;
  observation: unknown;
  error: { code: string; message: string } | null;
  costNanoUsd: number;
  gradingNanoUsd: number;
  durationMs: number;
  cached: boolean;
  runId: RunId | null;
  finishedAt: Date | null;
}

const columns = sql`
  id, test_id as "testId", trial_index as index, status, verdict, score, fault, feedback, assertions, observation, error,
  cost_nano_usd as "costNanoUsd", grading_nano_usd as "gradingNanoUsd", duration_ms as "durationMs", cached,
  run_id as "runId", finished_at as "finishedAt"`;

/** The trials of one test, in order. */
export async function listTrials(
  tx: Transaction,
  { testId, teamId }: { testId: TestId; teamId: TeamId },
): Promise<TrialRow[]> {
  const { rows } = await sql<TrialRow>`
    select ${columns} from public.test_trials
    where team_id = ${teamId} and test_id = ${testId}
    order by trial_index`.execute(tx);
  return rows;
}

/** All trials of a run, for what is counted over them. */
export async function listTrialsOfRun(
  tx: Transaction,
  { testRunId, teamId }: { testRunId: TestRunId; teamId: TeamId },
): Promise<TrialRow[]> {
  const { rows } = await sql<TrialRow>`
    select ${columns} from public.test_trials
    where team_id = ${teamId} and test_run_id = ${testRunId}
    order by test_id, trial_index`.execute(tx);
  return rows;
}
