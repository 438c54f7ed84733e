import { need } from '../http/listing.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import type { Price } from '../shapes/catalogue.ts';
import { planOf } from '../shapes/catalogue.ts';
import { type Invoice, type LineFields, newInvoiceItem } from '../shapes/invoice.ts';
import type { PaymentError } from '../shapes/payment-intent.ts';
import type { Subscription, SubscriptionItem } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { draftInvoice, issueInvoice, payInvoice } from './invoices.ts';
import { periodEnd } from './periods.ts';
import { scheduleRetry } from './renew-subscription.ts';
import { periodLine, prorationLines } from './subscription-lines.ts';
import { cardForRenewals } from './subscriptions.ts';

export interface ItemChange {
  /** Of the item that changes; the only one when left out. */
  id?: string | undefined;
  price?: Price | undefined;
  quantity?: number | undefined;
}

export interface PlanChange {
  items: readonly ItemChange[];
  proration: 'create_prorations' | 'always_invoice' | 'none';
  /** Unix seconds; now when left out. */
  at?: number | undefined;
}

interface Computed {
  items: SubscriptionItem[];
  lines: LineFields[];
  /** A change of interval begins a new period, which is invoiced at once. */
  restarts: boolean;
  end: number;
}

/** What a change of plan comes to; changes nothing. */
function compute(world: World, account: string, subscription: Subscription, change: PlanChange): Computed {
  const place = { world, account };
  const at = change.at ?? world.now();
  const inTrial = subscription.status === 'trialing';
  const items = structuredClone(subscription.items.data);
  const lines: LineFields[] = [];
  let restarts = false;
  for (const wish of change.items) {
    const item = wish.id === undefined ? items[0] : items.find(({ id }) => id === wish.id);
    if (item === undefined) {
      throw invalidRequest(`No such subscription item: '${wish.id ?? ''}'`, {
        code: 'resource_missing',
        param: 'items[0][id]',
      });
    }
    const price = wish.price ?? item.price;
    const quantity = wish.quantity ?? item.quantity;
    if (price.recurring === null) {
      throw invalidRequest(
        'The price specified is set to `type=one_time` but this field only accepts recurring prices.',
        {
          param: 'items[0][price]',
        },
      );
    }
    const sameInterval =
      price.recurring.interval === item.price.recurring?.interval &&
      price.recurring.interval_count === item.price.recurring.interval_count;
    const changed = price.id !== item.price.id || quantity !== item.quantity;
    if (changed && !inTrial && (change.proration !== 'none' || !sameInterval)) {
      lines.push(...prorationLines(place, subscription, item, sameInterval ? { price, quantity } : null, at));
    }
    item.price = price;
    item.plan = planOf(price);
    item.quantity = quantity;
    if (!sameInterval && !inTrial) {
      restarts = true;
      item.current_period_start = at;
      item.current_period_end = periodEnd(at, price.recurring, at);
      lines.push(periodLine(place, subscription, item, { start: at, end: item.current_period_end }));
    }
  }
  return { items, lines, restarts, end: Math.min(...items.map((item) => item.current_period_end)) };
}

/** The invoice that a change would lead to: at once, or when the period ends. */
export function previewInvoice(
  world: World,
  account: string,
  subscription: Subscription,
  change: PlanChange,
): Invoice {
  const place = { world, account };
  const customer = need(place, 'customer', subscription.customer);
  const { items, lines, restarts, end } = compute(world, account, subscription, change);
  const atOnce = change.items.length > 0 && (restarts || change.proration === 'always_invoice');
  const where = [['customer', customer.id]] as const;
  const waiting = world.store
    .list('invoiceitem', { account, where, limit: 250 })
    .filter(({ invoice, _line }) => invoice === null && _line.subscription === subscription.id)
    .map(({ _line }) => _line);
  const next = items.map((item) => {
    const recurring = item.price.recurring;
    if (recurring === null) throw new Error('an item of a subscription recurs');
    const period = { start: end, end: periodEnd(subscription.billing_cycle_anchor, recurring, end) };
    return periodLine(place, subscription, item, period);
  });
  const invoice = draftInvoice(
    world,
    {
      customer,
      subscription,
      currency: subscription.currency,
      reason: 'upcoming',
      period: { start: items[0]?.current_period_start ?? world.now(), end },
      lines: atOnce ? lines : [...waiting, ...lines, ...next],
    },
    `upcoming_in_${world.secret()}`,
  );
  invoice.next_payment_attempt = atOnce ? world.now() : end;
  return invoice;
}

/** Changes the plan, with its invoice when that is due at once; the error when it could not be paid. */
export function changePlan(
  world: World,
  account: string,
  subscription: Subscription,
  change: PlanChange,
): PaymentError | null {
  const { items, lines, restarts, end } = compute(world, account, subscription, change);
  const customer = need({ world, account }, 'customer', subscription.customer);
  subscription.items.data = items;
  if (restarts) subscription.billing_cycle_anchor = items[0]?.current_period_start ?? world.now();
  world.put(account, subscription);
  world.store.schedule(end, 'renew_subscription', subscription.id);
  if (lines.length === 0) return null;
  if (!restarts && change.proration === 'create_prorations') {
    for (const line of lines) {
      const item = newInvoiceItem(world.birth('invoiceitem'), { ...line, customer: customer.id });
      world.put(account, item);
      world.emit(account, 'invoiceitem.created', item);
    }
    return null;
  }
  const invoice = issueInvoice(world, account, {
    customer,
    subscription,
    currency: subscription.currency,
    reason: 'subscription_update',
    period: { start: world.now(), end: world.now() },
    lines,
  });
  subscription.latest_invoice = invoice.id;
  const paymentMethod = cardForRenewals(world, account, subscription);
  const error = payInvoice(world, {
    account,
    invoice,
    paymentMethod,
    offSession: true,
    authenticated: false,
  });
  if (error !== null) {
    subscription.status = 'past_due';
    scheduleRetry(world, account, invoice);
  }
  world.put(account, subscription);
  return error;
}
