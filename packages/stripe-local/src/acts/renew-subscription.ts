import { need } from '../http/listing.ts';
import type { Invoice } from '../shapes/invoice.ts';
import type { Subscription } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { issueInvoice, payInvoice } from './invoices.ts';
import { periodEnd } from './periods.ts';
import { periodLine } from './subscription-lines.ts';
import { cardForRenewals, endSubscription } from './subscriptions.ts';

const day = 24 * 60 * 60;
/** Pauses before each further try of a renewal that failed; after the last one the subscription ends. */
const retryPauses = [3 * day, 5 * day, 7 * day];

/**
 * A period or a trial is over: the next one begins with an invoice, or the subscription ends when that was
 * asked for. Stripe leaves an hour between the invoice and its payment; here they are one.
 */
export function renewSubscription(world: World, account: string, subscription: Subscription): void {
  if (subscription.status === 'canceled') return;
  if (subscription.cancel_at_period_end || subscription.status === 'incomplete') {
    endSubscription(world, account, subscription, 'cancellation_requested');
    return;
  }
  const paymentMethod = cardForRenewals(world, account, subscription);
  const wasTrial = subscription.status === 'trialing';
  if (wasTrial && paymentMethod === null && endsWithoutCard(subscription)) {
    endSubscription(world, account, subscription, 'cancellation_requested');
    return;
  }
  const before = { status: subscription.status, items: structuredClone(subscription.items) };
  const start = world.now();
  for (const item of subscription.items.data) {
    const recurring = item.price.recurring;
    if (recurring === null) continue;
    item.current_period_start = start;
    item.current_period_end = periodEnd(subscription.billing_cycle_anchor, recurring, start);
  }
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const customer = need({ world, account }, 'customer', subscription.customer);
  const where = [['customer', customer.id]] as const;
  const waiting = world.store
    .list('invoiceitem', { account, where, limit: 250 })
    .filter(({ invoice, _line }) => invoice === null && _line.subscription === subscription.id)
    .reverse();
  const invoice = issueInvoice(world, account, {
    customer,
    subscription,
    currency: subscription.currency,
    reason: 'subscription_cycle',
    period: { start: before.items.data[0]?.current_period_start ?? start, end: start },
    lines: [
      ...waiting.map((item) => item._line),
      ...subscription.items.data.map((item) =>
        periodLine({ world, account }, subscription, item, { start, end }),
      ),
    ],
  });
  for (const item of waiting) {
    item.invoice = invoice.id;
    world.put(account, item);
  }
  subscription.latest_invoice = invoice.id;
  const error = payInvoice(world, {
    account,
    invoice,
    paymentMethod,
    offSession: true,
    authenticated: false,
  });
  subscription.status = error === null ? 'active' : 'past_due';
  world.put(account, subscription);
  world.store.schedule(end, 'renew_subscription', subscription.id);
  if (error !== null) scheduleRetry(world, account, invoice);
  tellCustomer(world, account, subscription, error !== null);
  world.emit(account, 'customer.subscription.updated', subscription, before);
}

function endsWithoutCard({ trial_settings }: Subscription): boolean {
  return trial_settings.end_behavior.missing_payment_method === 'cancel';
}

/** Another try of an invoice that could not be paid, or the end of its subscription. */
export function retryInvoice(world: World, account: string, invoice: Invoice): void {
  const subscription = subscriptionOf(world, account, invoice);
  if (invoice.status !== 'open' || subscription === null || subscription.status === 'canceled') return;
  const paymentMethod = cardForRenewals(world, account, subscription);
  const error = payInvoice(world, {
    account,
    invoice,
    paymentMethod,
    offSession: true,
    authenticated: false,
  });
  if (error === null) afterPayment(world, account, invoice);
  else if (!scheduleRetry(world, account, invoice)) {
    endSubscription(world, account, subscription, 'payment_failed');
  }
}

/** An invoice of a subscription that was behind is paid: all is well again. */
export function afterPayment(world: World, account: string, invoice: Invoice): void {
  const subscription = subscriptionOf(world, account, invoice);
  if (subscription === null) return;
  if (subscription.status !== 'past_due' && subscription.status !== 'incomplete') return;
  const previous = { status: subscription.status };
  subscription.status = 'active';
  world.put(account, subscription);
  tellCustomer(world, account, subscription, false);
  world.emit(account, 'customer.subscription.updated', subscription, previous);
}

/** False after the last try. */
export function scheduleRetry(world: World, account: string, invoice: Invoice): boolean {
  const pause = retryPauses[invoice.attempt_count - 1];
  invoice.next_payment_attempt = pause === undefined ? null : world.now() + pause;
  world.put(account, invoice);
  world.emit(account, 'invoice.updated', invoice, {});
  if (pause === undefined) return false;
  world.store.schedule(world.now() + pause, 'retry_invoice', invoice.id);
  return true;
}

function subscriptionOf(world: World, account: string, invoice: Invoice): Subscription | null {
  return invoice.subscription === null
    ? null
    : world.store.get(account, 'subscription', invoice.subscription);
}

function tellCustomer(world: World, account: string, subscription: Subscription, delinquent: boolean): void {
  const customer = world.store.get(account, 'customer', subscription.customer);
  if (customer === null || customer.delinquent === delinquent) return;
  customer.delinquent = delinquent;
  world.put(account, customer);
  world.emit(account, 'customer.updated', customer, { delinquent: !delinquent });
}
