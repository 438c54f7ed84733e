import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Hands a run back that is held under `fence`; false if it is not. */
export async function releaseRun(
  tx: Transaction,
  { runId, teamId, fence }: { runId: RunId; teamId: TeamId; fence: number },
): Promise<boolean> {
  const { rows } = await sql`
    update public.runs set status = 'queued', fence = fence + 1, worker_id = null, heartbeat_at = null
    where team_id = ${teamId} and id = ${runId} and fence = ${fence} and status = 'running'
    returning 1`.execute(tx);
  return rows.length === 1;
}
