import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** A sign of life of whoever holds the run under `fence`; undefined if that is nobody any more. */
export async function touchRun(
  tx: Transaction,
  { runId, teamId, fence }: { runId: RunId; teamId: TeamId; fence: number },
): Promise<{ cancelRequested: boolean } | undefined> {
  const { rows } = await sql<{ cancelRequested: boolean }>`
    update public.runs set heartbeat_at = now()
    where team_id = ${teamId} and id = ${runId} and fence = ${fence} and status = 'running'
    returning cancel_requested_at is not null as "cancelRequested"`.execute(tx);
  return rows[0];
}
