import type { PurchaseId, RefundId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RefundRow, refundColumns } from './rows.ts';

/** The one place where the texts of a refund are said to be what their checks allow. */
function refundsOf(tx: Transaction) {
  return tx.selectFrom('refunds').select(refundColumns).$castTo<RefundRow>();
}

export async function insertRefund(
  tx: Transaction,
  refund: Pick<
    RefundRow,
    'id' | 'purchaseId' | 'buyerTeamId' | 'amountMinor' | 'currency' | 'reason' | 'note'
  > & { stripeRefundId?: string },
): Promise<void> {
  await tx
    .insertInto('refunds')
    .values({
      id: refund.id,
      purchase_id: refund.purchaseId,
      buyer_team_id: refund.buyerTeamId,
      amount_minor: refund.amountMinor,
      currency: refund.currency,
      reason: refund.reason,
      note: refund.note,
      ...(refund.stripeRefundId === undefined ? {} : { stripe_refund_id: refund.stripeRefundId }),
    })
    .execute();
}

/** Any team's, for the clerk. */
export function selectRefundById(
  tx: Transaction,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<RefundRow | undefined> {
  const query = refundsOf(tx).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export function selectRefundByStripeId(
  tx: Transaction,
  { stripeRefundId }: { stripeRefundId: string },
): Promise<RefundRow | undefined> {
  return refundsOf(tx).where('stripe_refund_id', '=', stripeRefundId).executeTakeFirst();
}

/** For the clerk: all of one purchase, oldest first. */
export function listRefundsOfPurchase(
  tx: Transaction,
  { purchaseId }: { purchaseId: PurchaseId },
): Promise<RefundRow[]> {
  return refundsOf(tx).where('purchase_id', '=', purchaseId).orderBy('id').execute();
}

export function listRefunds(
  tx: Transaction,
  { purchaseId, buyerTeamId }: { purchaseId: PurchaseId; buyerTeamId: TeamId },
): Promise<RefundRow[]> {
  return refundsOf(tx)
    .where('buyer_team_id', '=', buyerTeamId)
    .where('purchase_id', '=', purchaseId)
    .orderBy('id')
    .execute();
}

export async function updateRefund(
  tx: Transaction,
  {
    id,
    change,
  }: {
    id: RefundId;
    change: Partial<Pick<RefundRow, 'status' | 'failure' | 'stripeRefundId' | 'triedAt' | 'settledAt'>>;
  },
): Promise<void> {
  await tx
    .updateTable('refunds')
    .set({
      status: change.status,
      failure: change.failure,
      stripe_refund_id: change.stripeRefundId,
      tried_at: change.triedAt,
      settled_at: change.settledAt,
    })
    .where('id', '=', id)
    .execute();
}

/** Those of several of a team's purchases, oldest first. */
export function listRefundsOfTeam(
  tx: Transaction,
  { buyerTeamId, purchaseIds }: { buyerTeamId: TeamId; purchaseIds: readonly PurchaseId[] },
): Promise<RefundRow[]> {
  if (purchaseIds.length === 0) return Promise.resolve([]);
  return refundsOf(tx)
    .where('buyer_team_id', '=', buyerTeamId)
    .where('purchase_id', 'in', purchaseIds)
    .orderBy('id')
    .execute();
}
