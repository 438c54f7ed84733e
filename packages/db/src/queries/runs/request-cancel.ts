import type { RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Notes the request on a run that has not ended; its status then, or undefined if it has ended. */
export async function requestCancel(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<RunStatus | undefined> {
  const { rows } = await sql<{ status: RunStatus }>`
    update public.runs set cancel_requested_at = coalesce(cancel_requested_at, now())
    where team_id = ${teamId} and id = ${runId} and status in ('queued', 'running', 'waiting')
    returning status`.execute(tx);
  return rows[0]?.status;
}
