import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Holds a queued run for an ending without work, in this same transaction; undefined if it is not queued. */
export async function takeQueuedRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<{ fence: number } | undefined> {
  const { rows } = await sql<{ fence: number }>`
    update public.runs set status = 'running', fence = fence + 1
    where team_id = ${teamId} and id = ${runId} and status = 'queued'
    returning fence`.execute(tx);
  return rows[0];
}
