import { need } from '../http/listing.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import type { CheckoutSession } from '../shapes/checkout-session.ts';
import { newCustomer } from '../shapes/customer.ts';
import { newPaymentIntent, type PaymentIntent } from '../shapes/payment-intent.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { World } from '../world.ts';
import { cardOf } from './charge-card.ts';
import { confirmPaymentIntent } from './confirm-payment-intent.ts';
import { redeem } from './discounts.ts';
import { createPaymentMethod, knownTestCard } from './payment-methods.ts';
import { reductionOfSession } from './price-session.ts';
import { startSubscription } from './subscriptions.ts';

export interface CheckoutOrder {
  account: string;
  session: CheckoutSession;
  /** The number of a test card, or a token as `pm_card_visa`. */
  card: string;
  email?: string | undefined;
  /** Once the holder was asked: whether they approved. */
  authenticated?: boolean | undefined;
}

export type CheckoutOutcome =
  | { status: 'complete' }
  /** The holder has to approve first; ask again with `authenticated`. */
  | { status: 'requires_action' }
  | { status: 'declined'; message: string };

/** What the Pay button does, as often as it takes. */
export function completeCheckout(world: World, order: CheckoutOrder): CheckoutOutcome {
  const { account, session } = order;
  if (session.status !== 'open') {
    throw invalidRequest(`This Checkout Session is ${session.status}: it can no longer be paid.`);
  }
  const paymentMethod = createPaymentMethod({ world, account }, knownTestCard(order.card, 'card'));
  nameCustomer(world, order);
  paymentMethod.billing_details.email = session.customer_details?.email ?? null;
  world.put(account, paymentMethod);
  return session.mode === 'subscription'
    ? subscribe(world, order, paymentMethod)
    : payOnce(world, order, paymentMethod);
}

function payOnce(world: World, order: CheckoutOrder, paymentMethod: PaymentMethod): CheckoutOutcome {
  const { account, session } = order;
  if (session.amount_total === 0) {
    closeSession(world, account, session, 'no_payment_required');
    return { status: 'complete' };
  }
  const intent = intentOf(world, account, session);
  confirmPaymentIntent(world, {
    account,
    intent,
    paymentMethod,
    offSession: false,
    authenticated: order.authenticated ?? false,
    returnUrl: session.url,
  });
  if (intent.status === 'requires_action') return { status: 'requires_action' };
  if (intent.status !== 'succeeded') {
    return { status: 'declined', message: intent.last_payment_error?.message ?? 'Your card was declined.' };
  }
  closeSession(world, account, session, 'paid');
  return { status: 'complete' };
}

/** What a session in `payment` mode was reduced by is used up with it; a subscription keeps its own. */
function redeemOnce(world: World, account: string, session: CheckoutSession): void {
  const reduction = session.mode === 'payment' ? reductionOfSession(world, account, session) : null;
  if (reduction === null) return;
  const { customer, id } = session;
  redeem(world, account, reduction, { customer, session: id, subscription: null });
}

const day = 24 * 60 * 60;

/** A card that is declined leaves no subscription behind: the buyer tries another one. */
function subscribe(world: World, order: CheckoutOrder, paymentMethod: PaymentMethod): CheckoutOutcome {
  const { account, session } = order;
  if (cardOf(paymentMethod).authentication !== undefined && order.authenticated !== true) {
    return { status: 'requires_action' };
  }
  const { trial_period_days: days, trial_end, metadata, description } = session._orders;
  const customer = need({ world, account }, 'customer', session.customer ?? '');
  const recurring = session._items.filter(({ price }) => price.recurring !== null);
  const once = session._items.filter(({ price }) => price.recurring === null);
  const period = { start: world.now(), end: world.now() };
  const declined = new Declined();
  try {
    world.store.transaction(() => {
      paymentMethod.customer = customer.id;
      paymentMethod._authenticated = order.authenticated ?? false;
      world.put(account, paymentMethod);
      const started = startSubscription(world, {
        account,
        customer: customer.id,
        items: recurring.map(({ price, quantity }) => ({ price, quantity })),
        automaticTax: session.automatic_tax.enabled,
        reduction: reductionOfSession(world, account, session),
        extras: once.map(({ price, quantity, amount_subtotal, currency, description: name }) => ({
          amount: amount_subtotal,
          currency,
          description: name ?? '',
          period,
          proration: false,
          quantity,
          price,
          subscription: null,
          subscriptionItem: null,
        })),
        trialEnd: trial_end ?? (days ? world.now() + days * day : null),
        metadata: metadata ?? {},
        description: description ?? null,
        paymentMethod,
        offSession: false,
        authenticated: order.authenticated ?? false,
      });
      if (started.error !== null) {
        declined.message = started.error.message;
        throw declined;
      }
      const paid = need({ world, account }, 'customer', customer.id);
      paid.invoice_settings.default_payment_method ??= paymentMethod.id;
      world.put(account, paid);
      session.subscription = started.subscription.id;
      session.invoice = started.invoice.id;
      const isFree = started.invoice.amount_due === 0;
      closeSession(world, account, session, isFree ? 'no_payment_required' : 'paid');
    });
  } catch (error) {
    if (error === declined) return { status: 'declined', message: declined.message };
    throw error;
  }
  return { status: 'complete' };
}

class Declined extends Error {}

/** The session's own intent; a card that was declined leaves it for the next one. */
function intentOf(world: World, account: string, session: CheckoutSession): PaymentIntent {
  if (session.payment_intent !== null)
    return need({ world, account }, 'payment_intent', session.payment_intent);
  const intent = newPaymentIntent(world.birth('payment_intent'), {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    secret: world.secret(),
  });
  const orders = session._orders;
  intent.customer = session.customer;
  intent.description = orders.description ?? null;
  intent.metadata = orders.metadata ?? {};
  intent.receipt_email = orders.receipt_email ?? null;
  intent.setup_future_usage = orders.setup_future_usage ?? null;
  intent.statement_descriptor = orders.statement_descriptor ?? null;
  intent.statement_descriptor_suffix = orders.statement_descriptor_suffix ?? null;
  intent.transfer_group = orders.transfer_group ?? null;
  world.put(account, intent);
  world.emit(account, 'payment_intent.created', intent);
  session.payment_intent = intent.id;
  world.put(account, session);
  return intent;
}

function nameCustomer(world: World, { account, session, email }: CheckoutOrder): void {
  const known = session.customer === null ? null : need({ world, account }, 'customer', session.customer);
  const address = known?.email ?? session.customer_email ?? email ?? null;
  if (known === null && (session.customer_creation === 'always' || session.mode === 'subscription')) {
    const customer = newCustomer(world.birth('customer'));
    customer.email = address;
    customer.address = session.customer_details?.address ?? null;
    world.put(account, customer);
    world.emit(account, 'customer.created', customer);
    session.customer = customer.id;
  }
  session.customer_details = {
    address: session.customer_details?.address ?? known?.address ?? null,
    business_name: null,
    email: address,
    individual_name: null,
    name: known?.name ?? null,
    phone: known?.phone ?? null,
    tax_exempt: known?.tax_exempt ?? 'none',
    tax_ids: [],
  };
  world.put(account, session);
}

/** The last step of a session that went well. */
function closeSession(
  world: World,
  account: string,
  session: CheckoutSession,
  paymentStatus: CheckoutSession['payment_status'],
): void {
  redeemOnce(world, account, session);
  session.status = 'complete';
  session.payment_status = paymentStatus;
  session.url = null;
  world.store.unschedule('expire_session', session.id);
  world.put(account, session);
  world.emit(account, 'checkout.session.completed', session);
}

/** Nobody paid in time, or the seller took it back. */
export function expireSession(world: World, account: string, session: CheckoutSession): CheckoutSession {
  if (session.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    );
  }
  session.status = 'expired';
  session.url = null;
  world.store.unschedule('expire_session', session.id);
  world.put(account, session);
  world.emit(account, 'checkout.session.expired', session);
  return session;
}
