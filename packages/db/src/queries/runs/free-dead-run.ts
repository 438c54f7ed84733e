import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Frees a run whose worker gave no sign of life for `deadAfterMs`; false if it did, or somebody else freed it. */
export async function freeDeadRun(
  tx: Transaction,
  { runId, teamId, deadAfterMs }: { runId: RunId; teamId: TeamId; deadAfterMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update public.runs set status = 'queued', fence = fence + 1, worker_id = null, heartbeat_at = null
    where team_id = ${teamId} and id = ${runId} and status = 'running'
      and heartbeat_at < now() - ${deadAfterMs}::integer * interval '1 millisecond'
    returning 1`.execute(tx);
  return rows.length === 1;
}
