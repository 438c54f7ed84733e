import { postFee, postSale } from '@agent-factory/billing';
import type { Transaction } from '@agent-factory/db';
import {
  countTemplatePurchase,
  type PurchaseRow,
  selectPurchaseById,
  settleDeployments,
  updatePurchase,
} from '@agent-factory/db/billing';
import { book } from './book.ts';
import { saleOf } from './sale-of.ts';
import { tellOfPurchase } from './tell-of-purchase.ts';
import { maturesAfterMs, refundWindowMs } from './terms.ts';

/** A payment as Stripe tells it. */
export interface Payment {
  intentId: string;
  chargeId: string;
  amountMinor: number;
  taxMinor: number;
  receiptUrl: string | null;
  balanceTransaction: string;
  feeMinor: number;
}

/**
 * The team owns it from here on, and agents that it made of it earlier run again: purchase, counter, books and webhooks, all in the caller's transaction, which holds the
 * row. Without a payment it cost nothing.
 */
export async function completePurchase(
  tx: Transaction,
  purchase: PurchaseRow,
  { at, payment = null }: { at: Date; payment?: Payment | null },
): Promise<PurchaseRow> {
  const { id, templateId } = purchase;
  await updatePurchase(tx, {
    id,
    change: {
      status: 'completed',
      completedAt: at,
      ...(payment === null
        ? {}
        : {
            amountMinor: payment.amountMinor,
            taxMinor: payment.taxMinor,
            paymentIntentId: payment.intentId,
            chargeId: payment.chargeId,
            receiptUrl: payment.receiptUrl,
            refundableUntil: new Date(at.getTime() + refundWindowMs),
            maturesAt: new Date(at.getTime() + maturesAfterMs),
          }),
    },
  });
  const completed = await selectPurchaseById(tx, { id });
  if (completed === undefined) throw new Error(`purchase ${id} is gone`);
  if (payment !== null) {
    const { balanceTransaction } = payment;
    await book(tx, {
      cause: 'sale',
      causeId: payment.intentId,
      postings: postSale(saleOf(completed)),
      at,
      balanceTransaction,
      purchase: completed,
    });
    await book(tx, {
      cause: 'fee',
      causeId: balanceTransaction,
      postings: postFee(completed.currency, payment.feeMinor),
      at,
      balanceTransaction,
      purchase: completed,
    });
  }
  await countTemplatePurchase(tx, { templateId, by: 1 });
  await settleDeployments(tx, { teamId: completed.buyerTeamId, templateId });
  await tellOfPurchase(tx, completed, at.getTime());
  return completed;
}
