import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ReceiptFactsRow, receiptFactsColumns } from './receipt-facts.ts';

/** Holds a run that is queued or waits, for an ending without work in this same transaction; undefined for any other. */
export async function takeQueuedRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<(ReceiptFactsRow & { fence: number }) | undefined> {
  const { rows } = await sql<ReceiptFactsRow & { fence: number }>`
    update public.runs
    set status = 'running', fence = fence + 1, waiting_since = null,
      waited_ms = waited_ms + coalesce(extract(epoch from now() - waiting_since) * 1000, 0)
    where team_id = ${teamId} and id = ${runId} and status in ('queued', 'waiting')
    returning ${receiptFactsColumns}, fence`.execute(tx);
  return rows[0];
}
