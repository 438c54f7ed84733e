import type { RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Holds the run's row until the transaction ends, and says how it stands; undefined without such a run. */
export async function lockRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<RunStatus | undefined> {
  const { rows } = await sql<{ status: RunStatus }>`
    select status from public.runs where team_id = ${teamId} and id = ${runId} for no key update`.execute(tx);
  return rows[0]?.status;
}
