import type { PurchaseRow } from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { Services } from '../service-context.ts';
import type { Payment } from './complete-purchase.ts';
import { askStripe, dateOf, idOf, requireStripe, whole } from './require-stripe.ts';

/** A movement on our balance at Stripe. */
export interface Movement {
  id: string;
  amountMinor: number;
  feeMinor: number;
  at: Date;
}

export interface RefundFact {
  stripeRefundId: string;
  /** Our own id of it; null where it was made at Stripe. */
  refundId: string | null;
  amountMinor: number;
  status: string;
  failure: string | null;
  movement: Movement | null;
  failureMovement: Movement | null;
}

export interface DisputeFact {
  id: string;
  amountMinor: number;
  currency: string;
  reason: string;
  status: string;
  openedAt: Date;
  movements: Movement[];
}

/** How a purchase stands at Stripe now. */
export interface PurchaseFacts {
  checkoutSessionId: string | null;
  checkout: string | null;
  /** Null until it is paid. */
  payment: (Payment & { paidAt: Date }) | null;
  /** Since when it is bought without a payment: a promotion code took all of the price. */
  freeSince: Date | null;
  /** Oldest first. */
  refunds: RefundFact[];
  disputes: DisputeFact[];
}

export async function readPurchaseFacts(
  services: Pick<Services, 'stripe'>,
  purchase: PurchaseRow,
  by: { paymentIntentId: string | null; checkoutSessionId: string | null },
): Promise<PurchaseFacts> {
  const checkoutSessionId = purchase.checkoutSessionId ?? by.checkoutSessionId;
  const stripe = await requireStripe(services);
  const session =
    checkoutSessionId === null
      ? null
      : await askStripe(() => stripe.checkout.sessions.retrieve(checkoutSessionId));
  const intentId = purchase.paymentIntentId ?? idOf(session?.payment_intent) ?? by.paymentIntentId;
  const facts: PurchaseFacts = {
    checkoutSessionId,
    checkout: session?.status ?? null,
    payment: null,
    freeSince:
      session?.status === 'complete' && session.payment_status === 'no_payment_required'
        ? dateOf(session.created)
        : null,
    refunds: [],
    disputes: [],
  };
  if (intentId === null) return facts;
  const intent = await askStripe(() =>
    stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge.balance_transaction'] }),
  );
  if (intent.status !== 'succeeded') return facts;
  const charge = whole(intent.latest_charge, 'charge');
  const moved = whole(charge.balance_transaction, 'balance transaction of the charge');
  facts.payment = {
    intentId,
    chargeId: charge.id,
    amountMinor: intent.amount_received,
    taxMinor: await taxOf(stripe, purchase, session, intentId),
    receiptUrl: charge.receipt_url,
    balanceTransaction: moved.id,
    feeMinor: moved.fee,
    paidAt: dateOf(charge.created),
  };
  if (charge.amount_refunded > 0 || (await hasRefunds(stripe, intentId))) {
    facts.refunds = await readRefunds(stripe, intentId);
  }
  if (charge.disputed) facts.disputes = await readDisputes(stripe, intentId);
  return facts;
}

/** What it was taxed with; a checkout that nobody could note any more is looked for by what was paid. */
async function taxOf(
  stripe: Stripe,
  { completedAt, taxMinor }: PurchaseRow,
  known: Stripe.Checkout.Session | null,
  intentId: string,
): Promise<number> {
  if (completedAt !== null) return taxMinor;
  const session =
    known ??
    (await askStripe(() => stripe.checkout.sessions.list({ payment_intent: intentId, limit: 1 }))).data[0];
  return session?.total_details?.amount_tax ?? 0;
}

/** One that failed is not in what the charge says was given back. */
async function hasRefunds(stripe: Stripe, intentId: string): Promise<boolean> {
  const { data } = await askStripe(() => stripe.refunds.list({ payment_intent: intentId, limit: 1 }));
  return data.length > 0;
}

async function readRefunds(stripe: Stripe, intentId: string): Promise<RefundFact[]> {
  const refunds: RefundFact[] = [];
  const list = stripe.refunds.list({
    payment_intent: intentId,
    limit: 100,
    expand: ['data.balance_transaction'],
  });
  await askStripe(async () => {
    for await (const refund of list) {
      refunds.push({
        stripeRefundId: refund.id,
        refundId: refund.metadata?.refund_id ?? null,
        amountMinor: refund.amount,
        status: refund.status ?? 'pending',
        failure: refund.failure_reason ?? null,
        movement: movementOf(refund.balance_transaction),
        failureMovement: await failureOf(stripe, refund.failure_balance_transaction),
      });
    }
  });
  return refunds.reverse();
}

/** Rare enough to be asked for by itself: only a refund that failed has one. */
async function failureOf(
  stripe: Stripe,
  moved: string | Stripe.BalanceTransaction | null | undefined,
): Promise<Movement | null> {
  return typeof moved === 'string'
    ? movementOf(await stripe.balanceTransactions.retrieve(moved))
    : movementOf(moved);
}

async function readDisputes(stripe: Stripe, intentId: string): Promise<DisputeFact[]> {
  const disputes: DisputeFact[] = [];
  await askStripe(async () => {
    for await (const dispute of stripe.disputes.list({ payment_intent: intentId, limit: 100 })) {
      disputes.push({
        id: dispute.id,
        amountMinor: dispute.amount,
        currency: dispute.currency,
        reason: dispute.reason,
        status: dispute.status,
        openedAt: dateOf(dispute.created),
        movements: dispute.balance_transactions.flatMap((one) => movementOf(one) ?? []),
      });
    }
  });
  return disputes.reverse();
}

export function movementOf(moved: string | Stripe.BalanceTransaction | null | undefined): Movement | null {
  if (moved === null || moved === undefined) return null;
  const { id, amount, fee, created } = whole(moved, 'balance transaction');
  return { id, amountMinor: amount, feeMinor: fee, at: dateOf(created) };
}
