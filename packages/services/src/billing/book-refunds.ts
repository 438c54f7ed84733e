import {
  postFee,
  postOwedRefund,
  postRefund,
  postRefundFailed,
  postRefundOwed,
} from '@agent-factory/billing';
import type { newId } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import {
  insertRefund,
  type PurchaseRow,
  type RefundRow,
  selectOpenPurchase,
  selectRefundById,
  selectRefundByStripeId,
  updatePurchase,
  updateRefund,
} from '@agent-factory/db/billing';
import { book } from './book.ts';
import type { RefundFact } from './purchase-facts.ts';
import { saleOf } from './sale-of.ts';
import { tellOfRefund } from './tell-of-purchase.ts';

/** Books what went back to the buyer and what came back of it, each once; the purchase as it stands then. */
export async function bookRefunds(
  tx: Transaction,
  purchase: PurchaseRow,
  refunds: readonly RefundFact[],
  makeId: typeof newId,
): Promise<PurchaseRow> {
  let now = purchase;
  for (const fact of refunds) {
    const row = await noteRefund(tx, now, fact, makeId);
    now = await bookReturn(tx, now, fact, row);
    now = await bookFailure(tx, now, fact, row);
  }
  return now;
}

async function bookReturn(
  tx: Transaction,
  purchase: PurchaseRow,
  { stripeRefundId, amountMinor, movement }: RefundFact,
  row: RefundRow,
): Promise<PurchaseRow> {
  if (movement === null) return purchase;
  // What is owed goes first: everybody gave back their part of it long ago.
  const isOwed = amountMinor <= purchase.owedMinor;
  const isNew = await book(tx, {
    cause: 'refund',
    causeId: stripeRefundId,
    postings: isOwed
      ? postOwedRefund(purchase.currency, amountMinor)
      : postRefund(saleOf(purchase), returnedOf(purchase, amountMinor), amountMinor),
    at: movement.at,
    balanceTransaction: movement.id,
    purchase,
  });
  if (!isNew) return purchase;
  await bookFee(tx, purchase, movement);
  if (isOwed) return changeOwed(tx, purchase, -amountMinor);
  const returnedMinor = purchase.returnedMinor + amountMinor;
  await updatePurchase(tx, { id: purchase.id, change: { returnedMinor } });
  await tellOfRefund(tx, purchase, { amountMinor, reason: row.reason, at: movement.at.getTime() });
  return { ...purchase, returnedMinor };
}

/** For one that is booked already the postings are not used, and need only be possible. */
function returnedOf({ amountMinor, returnedMinor }: PurchaseRow, refunded: number): number {
  return Math.min(returnedMinor, amountMinor - refunded);
}

async function bookFailure(
  tx: Transaction,
  purchase: PurchaseRow,
  { stripeRefundId, amountMinor, failureMovement }: RefundFact,
  row: RefundRow,
): Promise<PurchaseRow> {
  if (failureMovement === null) return purchase;
  const staysReturned = await isBoughtAnew(tx, purchase);
  const isNew = await book(tx, {
    cause: 'refund_failed',
    causeId: stripeRefundId,
    postings: staysReturned
      ? postRefundOwed(purchase.currency, amountMinor)
      : postRefundFailed(saleOf(purchase), Math.max(purchase.returnedMinor, amountMinor), amountMinor),
    at: failureMovement.at,
    balanceTransaction: failureMovement.id,
    purchase,
  });
  if (!isNew) return purchase;
  const failure = 'The buyer’s bank did not take it.';
  await updateRefund(tx, { id: row.id, change: { status: 'failed', failure } });
  if (staysReturned) return changeOwed(tx, purchase, amountMinor);
  const returnedMinor = purchase.returnedMinor - amountMinor;
  await updatePurchase(tx, { id: purchase.id, change: { returnedMinor } });
  return { ...purchase, returnedMinor };
}

/** Whether the team has the template, or is about to, by another purchase: by two it cannot. */
async function isBoughtAnew(tx: Transaction, purchase: PurchaseRow): Promise<boolean> {
  const { id, buyerTeamId, templateId } = purchase;
  const open = await selectOpenPurchase(tx, { buyerTeamId, templateId });
  return open !== undefined && open.id !== id;
}

async function changeOwed(tx: Transaction, purchase: PurchaseRow, by: number): Promise<PurchaseRow> {
  const owedMinor = purchase.owedMinor + by;
  await updatePurchase(tx, { id: purchase.id, change: { owedMinor } });
  return { ...purchase, owedMinor };
}

/** Stripe's fee on a movement, where it takes one. */
async function bookFee(
  tx: Transaction,
  purchase: PurchaseRow,
  movement: NonNullable<RefundFact['movement']>,
): Promise<void> {
  await book(tx, {
    cause: 'fee',
    causeId: movement.id,
    postings: postFee(purchase.currency, movement.feeMinor),
    at: movement.at,
    balanceTransaction: movement.id,
    purchase,
  });
}

/** Our row of it; one that somebody made at Stripe gets a row now. */
async function noteRefund(
  tx: Transaction,
  purchase: PurchaseRow,
  fact: RefundFact,
  makeId: typeof newId,
): Promise<RefundRow> {
  const { stripeRefundId, refundId, movement, status, failure } = fact;
  const known =
    (await selectRefundByStripeId(tx, { stripeRefundId })) ??
    (refundId === null ? undefined : await selectRefundById(tx, { id: refundId }));
  if (known === undefined || known.purchaseId !== purchase.id) {
    const id = makeId('refund');
    await insertRefund(tx, {
      id,
      purchaseId: purchase.id,
      buyerTeamId: purchase.buyerTeamId,
      amountMinor: fact.amountMinor,
      currency: purchase.currency,
      reason: 'outside',
      note: '',
      stripeRefundId,
    });
  }
  const row = known ?? (await selectRefundByStripeId(tx, { stripeRefundId }));
  if (row === undefined) throw new Error(`refund ${stripeRefundId} has no row`);
  if (row.status === 'requested') {
    const isOver = status === 'failed' || status === 'canceled';
    await updateRefund(tx, {
      id: row.id,
      change: {
        stripeRefundId,
        ...(movement === null || isOver
          ? isOver
            ? { status: 'failed' as const, failure: failure ?? 'It was cancelled.' }
            : {}
          : { status: 'succeeded' as const, settledAt: movement.at }),
      },
    });
  }
  return row;
}
