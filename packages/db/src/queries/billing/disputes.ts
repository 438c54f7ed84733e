import type { PurchaseId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface DisputeRow {
  /** Stripe's. */
  id: string;
  purchaseId: PurchaseId;
  amountMinor: number;
  currency: string;
  reason: string;
  status: string;
  openedAt: Date;
  closedAt: Date | null;
}

export async function putDispute(tx: Transaction, dispute: DisputeRow): Promise<void> {
  await tx
    .insertInto('disputes')
    .values({
      id: dispute.id,
      purchase_id: dispute.purchaseId,
      amount_minor: dispute.amountMinor,
      currency: dispute.currency,
      reason: dispute.reason,
      status: dispute.status,
      opened_at: dispute.openedAt,
      closed_at: dispute.closedAt,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ status: dispute.status, closed_at: dispute.closedAt }),
    )
    .execute();
}
