import { postReversal, postTransfer } from '@agent-factory/billing';
import { withClerk } from '@agent-factory/db';
import { selectPurchaseById, selectTransferById, updateTransfer } from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { movementOf } from './purchase-facts.ts';
import { askStripe, requireStripe } from './require-stripe.ts';

/** Books a transfer to a creator and each of its reversals, as Stripe has them now. */
export async function settleTransfer(services: BillingServices, stripeId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const transfer = await askStripe(() =>
    stripe.transfers.retrieve(stripeId, { expand: ['balance_transaction'] }),
  );
  const reversals = await readReversals(stripe, stripeId);
  const id = transfer.metadata.transfer_id;
  if (id === undefined) return;
  await withClerk(services.db, async (tx) => {
    const row = await selectTransferById(tx, { id, lock: true });
    if (row === undefined) return;
    const purchase = await selectPurchaseById(tx, { id: row.purchaseId });
    const moved = movementOf(transfer.balance_transaction);
    if (moved === null) return;
    const of = purchase === undefined ? {} : { purchase };
    await book(tx, {
      cause: 'transfer',
      causeId: stripeId,
      postings: postTransfer(row.currency, row.creatorTeamId, transfer.amount),
      at: moved.at,
      balanceTransaction: moved.id,
      ...of,
    });
    if (row.status !== 'done') {
      const change = { status: 'done', stripeId, settledAt: moved.at, failure: null } as const;
      await updateTransfer(tx, { id: row.id, change });
    }
    for (const reversal of reversals) {
      const back = movementOf(reversal.balance_transaction);
      if (back === null) continue;
      await book(tx, {
        cause: 'reversal',
        causeId: reversal.id,
        postings: postReversal(row.currency, row.creatorTeamId, reversal.amount),
        at: back.at,
        balanceTransaction: back.id,
        ...of,
      });
      const own = reversal.metadata?.transfer_id;
      const asked = own === undefined ? undefined : await selectTransferById(tx, { id: own, lock: true });
      if (asked?.status === 'requested') {
        const change = { status: 'done', stripeId: reversal.id, settledAt: back.at, failure: null } as const;
        await updateTransfer(tx, { id: asked.id, change });
      }
    }
  });
}

export async function readReversals(stripe: Stripe, stripeId: string): Promise<Stripe.TransferReversal[]> {
  const reversals: Stripe.TransferReversal[] = [];
  await askStripe(async () => {
    const list = stripe.transfers.listReversals(stripeId, {
      limit: 100,
      expand: ['data.balance_transaction'],
    });
    for await (const reversal of list) reversals.push(reversal);
  });
  return reversals;
}
