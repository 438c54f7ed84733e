import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStand, type Stand } from './testing/stand.ts';

let stand: Stand;
let prices: { pro: Stripe.Price; big: Stripe.Price };
beforeAll(async () => {
  stand = await openStand();
  const make = async (name: string, unit_amount: number) =>
    stand.stripe.prices.create({
      currency: 'usd',
      unit_amount,
      recurring: { interval: 'month' },
      product_data: { name },
      lookup_key: name,
    });
  prices = { pro: await make('pro', 2000), big: await make('big', 5000) };
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.told.platform.length = 0;
});

async function subscribe(card: string, trialDays?: number) {
  const { stripe, local } = stand;
  const customer = await stripe.customers.create({ email: 'team@example.test' });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    success_url: 'http://localhost:3000/billing',
    line_items: [{ price: prices.pro.id, quantity: 1 }],
    subscription_data: {
      metadata: { team_id: 'team_1' },
      ...(trialDays === undefined ? {} : { trial_period_days: trialDays }),
    },
  });
  const outcome = local.checkout(session.id, card);
  const done = await stripe.checkout.sessions.retrieve(session.id);
  return { customer, session: done, outcome, id: String(done.subscription) };
}
const day = 86_400;
const types = async () => {
  await stand.local.webhooks.settled();
  return stand.told.platform.map(({ type }) => type);
};

describe('a plan', () => {
  test('is found by its lookup key, bought, and renewed month by month', async () => {
    const { stripe, local } = stand;
    const found = await stripe.prices.list({ lookup_keys: ['pro'], expand: ['data.product'] });
    expect(found.data[0]?.product).toMatchObject({ name: 'pro' });
    const { id, session } = await subscribe('4242424242424242');
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid' });
    const bought = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.payments'] });
    expect(bought).toMatchObject({ status: 'active', metadata: { team_id: 'team_1' } });
    const invoice = bought.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ status: 'paid', total: 2000, billing_reason: 'subscription_create' });
    expect(invoice.payments?.data[0]?.payment.type).toBe('payment_intent');
    local.advance(32 * day);
    const invoices = await stripe.invoices.list({ subscription: id });
    expect(invoices.data.map(({ billing_reason, status }) => [billing_reason, status])).toEqual([
      ['subscription_cycle', 'paid'],
      ['subscription_create', 'paid'],
    ]);
  });

  test('that is declined leaves no subscription, and another card may follow', async () => {
    const { session, outcome } = await subscribe('4000000000000002');
    expect(outcome).toMatchObject({ status: 'declined' });
    expect(session).toMatchObject({ status: 'open', subscription: null });
    expect(stand.local.checkout(session.id, '4000002500003155')).toEqual({ status: 'requires_action' });
    expect(stand.local.checkout(session.id, '4000002500003155', { approve: true })).toEqual({
      status: 'complete',
    });
  });

  test('is changed with proration: half a month of each, at once', async () => {
    const { stripe } = stand;
    const { id } = await subscribe('4242424242424242');
    const [item] = (await stripe.subscriptions.retrieve(id)).items.data;
    if (item === undefined) throw new Error('a subscription has an item');
    const half = Math.round((item.current_period_start + item.current_period_end) / 2);
    const change = { items: [{ id: item.id, price: prices.big.id }], proration_date: half };
    const preview = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { ...change, proration_behavior: 'always_invoice' },
    });
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-1000, 2500]);
    expect(preview.amount_due).toBe(1500);
    const changed = await stripe.subscriptions.update(id, {
      ...change,
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(changed.items.data[0]?.price.id).toBe(prices.big.id);
    expect(changed.latest_invoice).toMatchObject({ status: 'paid', amount_paid: 1500 });
    // Downwards, what is left becomes credit of the customer's.
    await stripe.subscriptions.update(id, {
      items: [{ id: item.id, price: prices.pro.id }],
      proration_date: half,
      proration_behavior: 'always_invoice',
    });
    const customer = (await stripe.customers.retrieve(String(changed.customer))) as Stripe.Customer;
    expect(customer.balance).toBe(-1500);
    expect((await stripe.invoices.createPreview({ subscription: id })).amount_due).toBe(500);
  });

  test('begins with a trial that costs nothing, and is paid when it ends', async () => {
    const { stripe, local } = stand;
    const { id, session } = await subscribe('4242424242424242', 14);
    expect(session.payment_status).toBe('no_payment_required');
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('trialing');
    local.advance(12 * day);
    expect(await types()).toContain('customer.subscription.trial_will_end');
    local.advance(3 * day);
    const after = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    expect(after).toMatchObject({ status: 'active', latest_invoice: { amount_paid: 2000 } });
  });

  test('falls behind when its card fails, is saved by another one, and ends when none works', async () => {
    const { stripe, local } = stand;
    const saved = await subscribe('4000000000000341');
    const lost = await subscribe('4000000000000341');
    local.advance(32 * day);
    expect(await types()).toContain('invoice.payment_failed');
    const behind = await stripe.subscriptions.retrieve(saved.id);
    expect(behind.status).toBe('past_due');
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: saved.customer.id });
    await stripe.subscriptions.update(saved.id, { default_payment_method: card.id });
    await stripe.invoices.pay(String(behind.latest_invoice));
    expect((await stripe.subscriptions.retrieve(saved.id)).status).toBe('active');
    local.advance(16 * day);
    expect(await stripe.subscriptions.retrieve(lost.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(await types()).toContain('customer.subscription.deleted');
  });

  test('ends with its period, unless somebody thinks better of it', async () => {
    const { stripe, local } = stand;
    const { id } = await subscribe('4242424242424242');
    const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(ending.cancel_at).toBe(ending.items.data[0]?.current_period_end);
    await stripe.subscriptions.update(id, { cancel_at_period_end: false });
    local.advance(32 * day);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    local.advance(32 * day);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
    await expect(stripe.subscriptions.cancel(id)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
    });
  });
});

describe('the portal', () => {
  test('changes the plan and cancels it, as its configuration allows', async () => {
    const { stripe } = stand;
    await stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          proration_behavior: 'always_invoice',
          products: [
            { product: String(prices.pro.product), prices: [prices.pro.id] },
            { product: String(prices.big.product), prices: [prices.big.id] },
          ],
        },
      },
    });
    const { id, customer } = await subscribe('4242424242424242');
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://localhost:3000/billing',
    });
    const page = await (await fetch(session.url)).text();
    expect(page).toContain('big: $50.00 / month');
    const press = (act: string, value = '') =>
      fetch(session.url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ act, value }).toString(),
      });
    expect((await press('plan', prices.big.id)).status).toBe(303);
    expect((await press('cancel')).status).toBe(303);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      cancel_at_period_end: true,
      items: { data: [{ price: { id: prices.big.id } }] },
    });
    expect((await press('card', '4000000000000002')).status).toBe(303);
    expect(await (await press('card', '4111111111111111')).text()).toContain('takes the test cards alone');
  });
});
