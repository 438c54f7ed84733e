import { postReceivable } from '@agent-factory/billing';
import { AppError, type JobPayload } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  type RefundRow,
  selectCreatorAccount,
  selectPurchaseById,
  selectRefundById,
  selectTransferById,
  type TransferRow,
  updateRefund,
  updateTransfer,
} from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { askStripe, isStripeError, requireStripe } from './require-stripe.ts';
import { settlePurchase } from './settle-purchase.ts';
import { readReversals, settleTransfer } from './settle-transfer.ts';

/**
 * Has Stripe move what the books want moved, once: the row is there before Stripe is asked, each asks under its row's
 * key, and whoever follows somebody who died looks first for what they had made, by the row's id in its metadata, since
 * Stripe forgets keys after a day. Throws where trying again can help.
 */
export async function moveMoney({
  services,
  input,
}: {
  services: BillingServices;
  input: JobPayload<'move_money'>;
}): Promise<void> {
  if (input.kind === 'refund') return moveRefund(services, input.id);
  return moveTransfer(services, input.id);
}

async function moveRefund(services: BillingServices, id: string): Promise<void> {
  const at = new Date(services.clock.now());
  const begun = await withClerk(services.db, async (tx) => {
    const refund = await selectRefundById(tx, { id, lock: true });
    if (refund === undefined || refund.status !== 'requested') return undefined;
    const purchase = await selectPurchaseById(tx, { id: refund.purchaseId });
    await updateRefund(tx, { id: refund.id, change: { triedAt: at } });
    return { refund, purchase };
  });
  if (begun === undefined) return;
  const { refund, purchase } = begun;
  const intent = purchase?.paymentIntentId ?? null;
  if (purchase === undefined || intent === null) return;
  const stripe = await requireStripe(services);
  try {
    const made = refund.triedAt === null ? false : await wasRefunded(stripe, intent, refund);
    if (!made) await createRefund(stripe, intent, refund);
  } catch (error) {
    if (!isStripeError(error) || error.type !== 'StripeInvalidRequestError') throw error;
    // Asking again would be refused again: as of what was given back at Stripe meanwhile.
    const change = { status: 'failed', failure: error.message.slice(0, 500) } as const;
    await withClerk(services.db, (tx) => updateRefund(tx, { id: refund.id, change }));
  }
  await settlePurchase({ services, purchaseId: purchase.id });
}

async function createRefund(stripe: Stripe, intent: string, refund: RefundRow): Promise<void> {
  await stripe.refunds.create(
    {
      payment_intent: intent,
      amount: refund.amountMinor,
      ...(refund.reason === 'buyer' ? { reason: 'requested_by_customer' as const } : {}),
      metadata: { refund_id: refund.id, purchase_id: refund.purchaseId },
    },
    { idempotencyKey: `refund:${refund.id}` },
  );
}

async function wasRefunded(stripe: Stripe, intent: string, { id }: RefundRow): Promise<boolean> {
  for await (const one of stripe.refunds.list({ payment_intent: intent, limit: 100 })) {
    if (one.metadata?.refund_id === id) return true;
  }
  return false;
}

async function moveTransfer(services: BillingServices, id: string): Promise<void> {
  const at = new Date(services.clock.now());
  const begun = await withClerk(services.db, async (tx) => {
    const transfer = await selectTransferById(tx, { id, lock: true });
    if (transfer === undefined || transfer.status !== 'requested') return undefined;
    await updateTransfer(tx, { id: transfer.id, change: { triedAt: at } });
    const purchase = await selectPurchaseById(tx, { id: transfer.purchaseId });
    const account = await selectCreatorAccount(tx, { creatorTeamId: transfer.creatorTeamId });
    const sent =
      transfer.ofTransferId === null
        ? undefined
        : await selectTransferById(tx, { id: transfer.ofTransferId });
    return { transfer, purchase, account, sent };
  });
  if (begun === undefined) return;
  const { transfer, purchase, account, sent } = begun;
  if (transfer.kind === 'reversal') return moveBack(services, transfer, sent?.stripeId ?? null);
  const source = purchase?.chargeId ?? null;
  if (account === undefined || source === null) return;
  const stripe = await requireStripe(services);
  const made = transfer.triedAt === null ? null : await findTransfer(stripe, transfer);
  const stripeId =
    made ??
    (
      await askStripe(() =>
        stripe.transfers.create(
          {
            amount: transfer.amountMinor,
            currency: transfer.currency,
            destination: account.stripeAccountId,
            source_transaction: source,
            transfer_group: transfer.purchaseId,
            metadata: { transfer_id: transfer.id, purchase_id: transfer.purchaseId },
          },
          { idempotencyKey: `transfer:${transfer.id}` },
        ),
      )
    ).id;
  await settleTransfer(services, stripeId);
}

async function findTransfer(stripe: Stripe, { id, purchaseId }: TransferRow): Promise<string | null> {
  for await (const one of stripe.transfers.list({ transfer_group: purchaseId, limit: 100 })) {
    if (one.metadata.transfer_id === id) return one.id;
  }
  return null;
}

async function moveBack(
  services: BillingServices,
  reversal: TransferRow,
  sentAs: string | null,
): Promise<void> {
  if (sentAs === null) throw new AppError('unavailable', 'What is to be taken back is not sent yet.');
  const stripe = await requireStripe(services);
  const made =
    reversal.triedAt !== null &&
    (await readReversals(stripe, sentAs)).some(({ metadata }) => metadata?.transfer_id === reversal.id);
  try {
    if (!made) {
      await stripe.transfers.createReversal(
        sentAs,
        {
          amount: reversal.amountMinor,
          metadata: { transfer_id: reversal.id, purchase_id: reversal.purchaseId },
        },
        { idempotencyKey: `reversal:${reversal.id}` },
      );
    }
  } catch (error) {
    if (!isStripeError(error) || !lacksMoney(error.code)) throw error;
    return becomesReceivable(services, reversal);
  }
  await settleTransfer(services, sentAs);
}

/** The creator's account is empty: https://docs.stripe.com/error-codes#balance-insufficient */
function lacksMoney(code: string | undefined): boolean {
  return code === 'balance_insufficient' || code === 'insufficient_funds';
}

async function becomesReceivable(services: BillingServices, { id }: TransferRow): Promise<void> {
  const at = new Date(services.clock.now());
  await withClerk(services.db, async (tx) => {
    const row = await selectTransferById(tx, { id, lock: true });
    if (row === undefined || row.status !== 'requested') return;
    const purchase = await selectPurchaseById(tx, { id: row.purchaseId });
    await book(tx, {
      cause: 'receivable',
      causeId: row.id,
      postings: postReceivable(row.currency, row.creatorTeamId, row.amountMinor),
      at,
      ...(purchase === undefined ? {} : { purchase }),
    });
    const failure = 'The creator’s account is empty: it is owed, and kept of what is earned next.';
    await updateTransfer(tx, { id: row.id, change: { status: 'owed', failure, settledAt: at } });
  });
}
