import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Puts a run that waits back in the queue's hands; false for any other. The caller gives it a job. */
export async function wakeRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    update public.runs
    set status = 'queued', waiting_since = null,
      waited_ms = waited_ms + extract(epoch from now() - waiting_since) * 1000
    where team_id = ${teamId} and id = ${runId} and status = 'waiting'
    returning 1`.execute(tx);
  return rows.length === 1;
}
