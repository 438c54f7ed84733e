import type { JobPayload, PurchaseId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  type StripeEventRow,
  selectPurchaseIdOf,
  selectStripeEvent,
  settleStripeEvent,
} from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { BillingServices } from './billing-services.ts';
import { askStripe, idOf, requireStripe } from './require-stripe.ts';
import { settleCreatorAccount } from './settle-creator-account.ts';
import { settlePayout } from './settle-payout.ts';
import { settlePlatformPayout } from './settle-platform-payout.ts';
import { settlePurchase } from './settle-purchase.ts';
import { settleSubscription } from './settle-subscription.ts';
import { settleSubscriptionPayment } from './settle-subscription-payment.ts';
import { settleTransfer } from './settle-transfer.ts';

/**
 * Works on an event that was taken: asks Stripe how its object stands now and brings the books there. Doing it again
 * changes nothing. Throws what Stripe or the database say, for the queue to try again; the row says so.
 */
export async function processStripeEvent({
  services,
  input,
}: {
  services: BillingServices;
  input: JobPayload<'process_stripe_event'>;
}): Promise<void> {
  const { event_id: id } = input;
  const event = await withClerk(services.db, (tx) => selectStripeEvent(tx, { id }));
  if (event === undefined || event.processedAt !== null) return;
  try {
    await settle(services, event);
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 1_000) : 'unknown';
    await withClerk(services.db, (tx) => settleStripeEvent(tx, { id, at: null, failure }));
    throw error;
  }
  const at = new Date(services.clock.now());
  await withClerk(services.db, (tx) => settleStripeEvent(tx, { id, at, failure: null }));
}

async function settle(services: BillingServices, event: StripeEventRow): Promise<void> {
  const { type, objectId, account } = event;
  if (objectId === null) return;
  const [noun] = type.split('.');
  if (type.startsWith('charge.dispute.')) return settleDispute(services, objectId);
  if (type.startsWith('charge.refund.')) return settleRefund(services, objectId);
  switch (noun) {
    case 'checkout':
      return settleCheckout(services, objectId);
    case 'payment_intent':
      return settleIntent(services, objectId);
    case 'charge':
      return settleCharge(services, objectId);
    case 'refund':
      return settleRefund(services, objectId);
    case 'transfer':
      return settleTransfer(services, objectId);
    case 'account':
      return settleCreatorAccount(services, objectId);
    case 'payout':
      return account === null
        ? settlePlatformPayout(services, objectId)
        : settlePayout(services, { account, payoutId: objectId });
    case 'invoice':
      return settleInvoice(services, objectId);
    case 'customer':
      return type.startsWith('customer.subscription.') ? settleSubscription(services, objectId) : undefined;
    default:
      // Nothing that the books follow: products, prices, the portal.
      return;
  }
}

async function settleCheckout(services: BillingServices, sessionId: string): Promise<void> {
  const known = await withClerk(services.db, (tx) =>
    selectPurchaseIdOf(tx, { checkoutSessionId: sessionId }),
  );
  if (known !== undefined) return settlePurchase({ services, purchaseId: known });
  const stripe = await requireStripe(services);
  const session = await askStripe(() => stripe.checkout.sessions.retrieve(sessionId));
  const subscription = idOf(session.subscription);
  if (subscription !== null) return settleSubscription(services, subscription);
  // One that nobody noted: whoever made it died before they could say so.
  const purchaseId = purchaseIdIn(session.metadata);
  if (purchaseId !== null && session.status === 'complete') {
    const paymentIntentId = idOf(session.payment_intent);
    await settlePurchase({ services, purchaseId, paymentIntentId, checkoutSessionId: sessionId });
  }
}

async function settleIntent(services: BillingServices, intentId: string | null): Promise<void> {
  if (intentId === null) return;
  const known = await withClerk(services.db, (tx) => selectPurchaseIdOf(tx, { paymentIntentId: intentId }));
  if (known !== undefined) return settlePurchase({ services, purchaseId: known });
  const stripe = await requireStripe(services);
  const intent = await askStripe(() => stripe.paymentIntents.retrieve(intentId));
  const purchaseId = purchaseIdIn(intent.metadata);
  if (purchaseId !== null) return settlePurchase({ services, purchaseId, paymentIntentId: intentId });
  await settleSubscriptionPayment(services, intentId);
}

async function settleCharge(services: BillingServices, chargeId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const charge = await askStripe(() => stripe.charges.retrieve(chargeId));
  await settleIntent(services, idOf(charge.payment_intent));
}

async function settleRefund(services: BillingServices, refundId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const refund = await askStripe(() => stripe.refunds.retrieve(refundId));
  await settleIntent(services, idOf(refund.payment_intent));
}

async function settleDispute(services: BillingServices, disputeId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const dispute = await askStripe(() => stripe.disputes.retrieve(disputeId));
  await settleIntent(services, idOf(dispute.payment_intent));
}

async function settleInvoice(services: BillingServices, invoiceId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const invoice = await askStripe(() =>
    stripe.invoices.retrieve(invoiceId, { expand: ['payments.data.payment'] }),
  );
  for (const { payment } of invoice.payments?.data ?? []) {
    const intentId = idOf(payment.payment_intent);
    if (intentId !== null) await settleSubscriptionPayment(services, intentId, invoice);
  }
  const subscription = idOf(invoice.parent?.subscription_details?.subscription);
  if (subscription !== null) await settleSubscription(services, subscription);
}

function purchaseIdIn(metadata: Stripe.Metadata | null): PurchaseId | null {
  const id = metadata?.purchase_id;
  return id === undefined ? null : (id as PurchaseId);
}
