import type { AgentId, AgentVersionId, TeamId, TestId, TestRunId, TrialId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface ClaimedTrial {
  id: TrialId;
  index: number;
  /** Grows with each claim; its result is stored under it alone. */
  fence: number;
  testId: TestId;
  agentId: AgentId;
  agentVersionId: AgentVersionId;
  version: number;
  specHash: string;
  name: string;
  input: unknown;
  expected: string | null;
  assertions: unknown;
  options: unknown;
}

/**
 * Trials of a run that nobody is at work on, for this caller alone for `leaseMs`: queued ones, and those whose worker
 * has let its lease run out. None of a run that was cancelled or has ended.
 */
export async function claimTrials(
  tx: Transaction,
  {
    testRunId,
    teamId,
    limit,
    leaseMs,
  }: { testRunId: TestRunId; teamId: TeamId; limit: number; leaseMs: number },
): Promise<ClaimedTrial[]> {
  const { rows } = await sql<ClaimedTrial>`
    with run as (
      update public.test_runs
      set status = 'running', started_at = coalesce(started_at, now()), touched_at = now()
      where team_id = ${teamId} and id = ${testRunId} and status in ('queued', 'running')
        and cancel_requested_at is null
      returning id
    ), due as (
      select trial.id from public.test_trials trial
      where trial.team_id = ${teamId} and trial.test_run_id = (select id from run)
        and trial.status in ('queued', 'running')
        and (trial.status = 'queued' or trial.leased_until < now())
      order by trial.id
      limit ${limit}
      for update skip locked
    ), claimed as (
      update public.test_trials trial
      set status = 'running', fence = trial.fence + 1,
        leased_until = now() + ${leaseMs}::integer * interval '1 millisecond'
      from due
      where trial.team_id = ${teamId} and trial.id = due.id
      returning trial.id, trial.trial_index, trial.fence, trial.test_id
    )
    select claimed.id, claimed.trial_index as index, claimed.fence, test.id as "testId", test.agent_id as "agentId",
      test.agent_version_id as "agentVersionId", test.version, test.spec_hash as "specHash", test.name, test.input,
      test.expected, test.assertions, test.options
    from claimed join public.tests test on test.team_id = ${teamId} and test.id = claimed.test_id`.execute(
    tx,
  );
  return rows;
}
