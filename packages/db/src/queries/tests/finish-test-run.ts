import type { TeamId, TestRunId, TestRunStatus } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Ends a run of which every trial has ended; one that was cancelled ends once nobody is at work on it, and what was
 * queued goes. How it stands now; undefined where there is none. Ask after the results are committed, so that of two
 * workers that finish at once the later one sees all.
 */
export async function finishTestRun(
  tx: Transaction,
  { testRunId, teamId }: { testRunId: TestRunId; teamId: TeamId },
): Promise<TestRunStatus | undefined> {
  await sql`
    update public.test_trials trial set status = 'cancelled'
    from public.test_runs run
    where run.team_id = ${teamId} and run.id = ${testRunId} and run.cancel_requested_at is not null
      and trial.team_id = ${teamId} and trial.test_run_id = run.id
      and (trial.status = 'queued' or (trial.status = 'running' and trial.leased_until < now()))`.execute(tx);
  await sql`
    update public.test_runs run
    set status = case when exists (
        select from public.test_trials trial
        where trial.team_id = ${teamId} and trial.test_run_id = run.id and trial.status = 'cancelled'
      ) then 'cancelled' else 'finished' end,
      finished_at = now(), touched_at = now()
    where run.team_id = ${teamId} and run.id = ${testRunId} and run.status in ('queued', 'running')
      and not exists (
        select from public.test_trials trial
        where trial.team_id = ${teamId} and trial.test_run_id = run.id and trial.status in ('queued', 'running')
      )`.execute(tx);
  const { rows } = await sql<{ status: TestRunStatus }>`
    select status from public.test_runs where team_id = ${teamId} and id = ${testRunId}`.execute(tx);
  return rows[0]?.status;
}
