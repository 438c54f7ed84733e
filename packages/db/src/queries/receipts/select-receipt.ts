import type { Receipt, RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * The receipt of a run and, of the same snapshot, its status; undefined without such a run. A run that has not
 * ended has none, nor has one that ended before there were any. Only `finishRun` writes it.
 */
export async function selectReceipt(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<{ status: RunStatus; receipt: Receipt | null } | undefined> {
  const { rows } = await sql<{ status: RunStatus; receipt: Receipt | null }>`
    select run.status, receipt.body as receipt
    from public.runs run
    left join public.receipts receipt on receipt.team_id = run.team_id and receipt.run_id = run.id
    where run.team_id = ${teamId} and run.id = ${runId}`.execute(tx);
  return rows[0];
}
