import { need } from '../http/listing.ts';
import type { Price } from '../shapes/catalogue.ts';
import type { Invoice, LineFields } from '../shapes/invoice.ts';
import type { Metadata } from '../shapes/none.ts';
import type { PaymentError } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import { newSubscription, newSubscriptionItem, type Subscription } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { type Reduction, redeem } from './discounts.ts';
import { issueInvoice, payInvoice } from './invoices.ts';
import { periodEnd } from './periods.ts';
import { periodLine } from './subscription-lines.ts';

const day = 24 * 60 * 60;

export interface SubscriptionOrder {
  account: string;
  customer: string;
  items: readonly { price: Price; quantity: number }[];
  /** Sold once, with the first invoice. */
  extras?: readonly LineFields[];
  /** Whether each invoice is taxed by where the customer is. */
  automaticTax?: boolean;
  /** What the first invoices are reduced by, as long as its coupon says. */
  reduction?: Reduction | null;
  trialEnd: number | null;
  metadata: Metadata;
  description: string | null;
  paymentMethod: PaymentMethod | null;
  offSession: boolean;
  authenticated: boolean;
  missingPaymentMethod?: string | undefined;
}

export interface Started {
  subscription: Subscription;
  invoice: Invoice;
  /** Why the first invoice is not paid; the subscription is `incomplete` then. */
  error: PaymentError | null;
}

/** Starts a subscription with its first invoice: of nothing during a trial. */
export function startSubscription(world: World, order: SubscriptionOrder): Started {
  const { account, items, trialEnd } = order;
  const customer = need({ world, account }, 'customer', order.customer, 'customer');
  const now = world.now();
  const recurring = items[0]?.price.recurring;
  if (recurring === undefined || recurring === null) throw new Error('a subscription has a recurring price');
  const anchor = trialEnd ?? now;
  const end = trialEnd ?? periodEnd(anchor, recurring, now);
  const subscription = newSubscription(world.birth('subscription'), {
    customer: customer.id,
    currency: items[0]?.price.currency ?? 'usd',
    anchor,
  });
  subscription.metadata = order.metadata;
  subscription.description = order.description;
  subscription.automatic_tax.enabled = order.automaticTax ?? false;
  subscription.default_payment_method = order.paymentMethod?.id ?? null;
  if (order.missingPaymentMethod !== undefined) {
    subscription.trial_settings = { end_behavior: { missing_payment_method: order.missingPaymentMethod } };
  }
  subscription.items.data = items.map(({ price, quantity }) =>
    newSubscriptionItem(
      { id: `si_${world.secret(14)}`, created: now },
      { subscription: subscription.id, price, quantity, start: now, end },
    ),
  );
  if (trialEnd !== null) {
    subscription.status = 'trialing';
    subscription.trial_start = now;
    subscription.trial_end = trialEnd;
    world.store.schedule(Math.max(now, trialEnd - 3 * day), 'trial_will_end', subscription.id);
  }
  const { reduction = null } = order;
  if (reduction !== null) {
    const of = { customer: customer.id, session: null, subscription: subscription.id };
    subscription.discounts = [redeem(world, account, reduction, of).id];
  }
  world.put(account, subscription);
  const period = { start: now, end };
  const place = { world, account };
  const invoice = issueInvoice(world, account, {
    customer,
    subscription,
    currency: subscription.currency,
    reason: 'subscription_create',
    period: { start: now, end: now },
    lines: [
      ...subscription.items.data.map((item) =>
        periodLine(place, subscription, item, period, trialEnd !== null),
      ),
      ...(order.extras ?? []),
    ],
  });
  subscription.latest_invoice = invoice.id;
  const error = payInvoice(world, {
    account,
    invoice,
    paymentMethod: order.paymentMethod,
    offSession: order.offSession,
    authenticated: order.authenticated,
  });
  if (trialEnd === null) subscription.status = error === null ? 'active' : 'incomplete';
  world.put(account, subscription);
  world.store.schedule(end, 'renew_subscription', subscription.id);
  world.emit(account, 'customer.subscription.created', subscription);
  return { subscription, invoice, error };
}

/** Ends it; nothing of it comes back. */
export function endSubscription(
  world: World,
  account: string,
  subscription: Subscription,
  reason: 'cancellation_requested' | 'payment_failed',
): Subscription {
  subscription.status = 'canceled';
  subscription.canceled_at ??= world.now();
  subscription.ended_at = world.now();
  subscription.cancellation_details = { ...subscription.cancellation_details, reason };
  for (const task of ['renew_subscription', 'trial_will_end', 'cancel_subscription']) {
    world.store.unschedule(task, subscription.id);
  }
  world.put(account, subscription);
  world.emit(account, 'customer.subscription.deleted', subscription);
  return subscription;
}

/** The card that renewals are taken from. */
export function cardForRenewals(
  world: World,
  account: string,
  subscription: Subscription,
): PaymentMethod | null {
  const customer = world.store.get(account, 'customer', subscription.customer);
  const id = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null;
  return id === null ? null : world.store.get(account, 'payment_method', id);
}
