import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Whether somebody has asked the run to stop; it is read often while the run is at work, and writes nothing. */
export async function isCancelRequested(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql<{ requested: boolean }>`
    select cancel_requested_at is not null as requested
    from public.runs where team_id = ${teamId} and id = ${runId}`.execute(tx);
  return rows[0]?.requested ?? false;
}
