import type { PurchaseId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * What of a purchase is still to be sent to each creator, by the books; below zero what they were sent too much. What
 * they owe us in general is not in it.
 */
export async function sumOwedOfPurchase(
  tx: Transaction,
  { purchaseId }: { purchaseId: PurchaseId },
): Promise<{ teamId: TeamId; amountMinor: number }[]> {
  const { rows } = await sql<{ teamId: TeamId; amountMinor: number }>`
    select l.creator_team_id as "teamId", -sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
    where e.purchase_id = ${purchaseId} and l.account = 'creator_payable'
    group by l.creator_team_id order by l.creator_team_id`.execute(tx);
  return rows;
}
