import { refundableMinor } from '@agent-factory/billing';
import { AppError, newId, type RefundId } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import {
  insertRefund,
  listRefundsOfPurchase,
  type PurchaseRow,
  queueBillingJob,
  type RefundRow,
} from '@agent-factory/db/billing';
import { isOwned } from './purchase-view.ts';
import { saleOf } from './sale-of.ts';

/**
 * Notes that money is to go back and queues it, in the caller's transaction, which holds the purchase. Never more than
 * is left, with what is on its way counted; of a purchase that was given back an operator sends what a bank sent back.
 * Errors: `conflict` with what can be given back.
 */
export async function askRefund(
  tx: Transaction,
  purchase: PurchaseRow,
  wanted: { amountMinor: number | undefined; reason: RefundRow['reason']; note: string; now: number },
): Promise<{ refundId: RefundId; amountMinor: number }> {
  const isOwing = !isOwned(purchase) && purchase.owedMinor > 0 && wanted.reason === 'operator';
  if (!(isOwned(purchase) || isOwing)) {
    throw new AppError(
      'conflict',
      'There is nothing to give back: the purchase is not paid, or was given back.',
    );
  }
  if (purchase.amountMinor === 0)
    throw new AppError('conflict', 'It cost nothing: there is nothing to give back.');
  const others = await listRefundsOfPurchase(tx, { purchaseId: purchase.id });
  const onItsWay = others
    .filter(({ status }) => status === 'requested')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const left =
    (isOwned(purchase) ? refundableMinor(saleOf(purchase), purchase) : purchase.owedMinor) - onItsWay;
  const amountMinor = wanted.amountMinor ?? left;
  if (left <= 0 || amountMinor > left) {
    throw new AppError(
      'conflict',
      left <= 0
        ? 'All of it was given back, is on its way back, or is in dispute.'
        : `Of this purchase ${left} minor units of ${purchase.currency} can be given back, not ${amountMinor}.`,
    );
  }
  const refundId = newId('refund', wanted.now);
  await insertRefund(tx, {
    id: refundId,
    purchaseId: purchase.id,
    buyerTeamId: purchase.buyerTeamId,
    amountMinor,
    currency: purchase.currency,
    reason: wanted.reason,
    note: wanted.note,
  });
  await queueBillingJob(tx, {
    task: 'move_money',
    payload: { kind: 'refund', id: refundId },
    key: `money:${refundId}`,
  });
  return { refundId, amountMinor };
}
