import type { ApprovalId, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Lets a run that is held under `fence` wait for people. False, and nothing changed, if one of the questions that it
 * was `asked` for has been decided since, nothing of its is pending, or somebody wants it cancelled: then there is
 * work to do now. The caller holds the row's lock from an earlier statement, so that this one sees every decision
 * that found the run still at work; whoever decides after it finds the run waiting and wakes it.
 */
export async function suspendRun(
  tx: Transaction,
  run: { runId: RunId; teamId: TeamId; fence: number; asked: readonly ApprovalId[] },
): Promise<boolean> {
  const { rows } = await sql`
    update public.runs
    set status = 'waiting', fence = fence + 1, worker_id = null, heartbeat_at = null, waits = waits + 1,
      waiting_since = now()
    where team_id = ${run.teamId} and id = ${run.runId} and fence = ${run.fence} and status = 'running'
      and cancel_requested_at is null
      and exists (
        select from public.approvals a
        where a.team_id = runs.team_id and a.run_id = runs.id and a.state = 'pending'
      )
      and not exists (
        select from public.approvals a
        where a.team_id = runs.team_id and a.id = any (${[...run.asked]}::text[]) and a.state <> 'pending'
      )
    returning 1`.execute(tx);
  return rows.length === 1;
}
