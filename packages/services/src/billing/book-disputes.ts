import { postDisputeLost, postDisputeOpened, postDisputeWon, postFee } from '@agent-factory/billing';
import type { Transaction } from '@agent-factory/db';
import { type PurchaseRow, putDispute, updatePurchase } from '@agent-factory/db/billing';
import { book } from './book.ts';
import type { DisputeFact, Movement } from './purchase-facts.ts';
import { saleOf } from './sale-of.ts';

/** Books what banks hold back, gave back and kept, each once; the purchase as it stands then. */
export async function bookDisputes(
  tx: Transaction,
  purchase: PurchaseRow,
  disputes: readonly DisputeFact[],
): Promise<PurchaseRow> {
  let now = purchase;
  for (const dispute of disputes) now = await bookDispute(tx, now, dispute);
  return now;
}

async function bookDispute(
  tx: Transaction,
  purchase: PurchaseRow,
  dispute: DisputeFact,
): Promise<PurchaseRow> {
  const { id, currency, reason, status, openedAt, movements } = dispute;
  const closed = status === 'won' || status === 'lost' || status === 'warning_closed';
  const closedAt = closed ? (movements.at(-1)?.at ?? openedAt) : null;
  await putDispute(tx, {
    id,
    purchaseId: purchase.id,
    amountMinor: dispute.amountMinor,
    currency,
    reason,
    status,
    openedAt,
    closedAt,
  });
  let { returnedMinor, disputedMinor } = purchase;
  const taken = movements.find(({ amountMinor }) => amountMinor < 0);
  // An inquiry moves no money.
  if (taken === undefined) return purchase;
  const heldMinor = -taken.amountMinor;
  const opened = await book(tx, {
    cause: 'dispute_opened',
    causeId: id,
    postings: postDisputeOpened(currency, heldMinor),
    at: taken.at,
    balanceTransaction: taken.id,
    purchase,
  });
  if (opened) {
    await bookFee(tx, purchase, taken);
    disputedMinor += heldMinor;
  }
  const back = movements.find(({ amountMinor }) => amountMinor > 0);
  if (back !== undefined) {
    const won = await book(tx, {
      cause: 'dispute_won',
      causeId: id,
      postings: postDisputeWon(currency, back.amountMinor),
      at: back.at,
      balanceTransaction: back.id,
      purchase,
    });
    if (won) {
      await bookFee(tx, purchase, back);
      disputedMinor -= heldMinor;
    }
  } else if (status === 'lost') {
    const lost = await book(tx, {
      cause: 'dispute_lost',
      causeId: id,
      postings: postDisputeLost(
        saleOf(purchase),
        Math.min(returnedMinor, purchase.amountMinor - heldMinor),
        heldMinor,
      ),
      at: closedAt ?? taken.at,
      purchase,
    });
    if (lost) {
      disputedMinor -= heldMinor;
      returnedMinor += heldMinor;
    }
  }
  await updatePurchase(tx, { id: purchase.id, change: { returnedMinor, disputedMinor } });
  // That it was lost is what the purchase says once all of it is gone.
  const lostAll = status === 'lost' && returnedMinor >= purchase.amountMinor;
  return {
    ...purchase,
    returnedMinor,
    disputedMinor,
    ...(lostAll ? { status: 'charged_back' as const } : {}),
  };
}

async function bookFee(tx: Transaction, purchase: PurchaseRow, movement: Movement): Promise<void> {
  await book(tx, {
    cause: 'fee',
    causeId: movement.id,
    postings: postFee(purchase.currency, movement.feeMinor),
    at: movement.at,
    balanceTransaction: movement.id,
    purchase,
  });
}
