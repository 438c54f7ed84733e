import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiVersion } from './server/version.ts';
import { onboardedAccount, openStand, paidCharge, type Stand } from './testing/stand.ts';

// Stripe's own fixtures are not ours to commit: they are looked for beside the checkout.
const fixturesUrl = process.env.STRIPE_FIXTURES
  ? new URL(`file://${process.env.STRIPE_FIXTURES}`)
  : new URL('../../../../shared/contracts/stripe-fixtures3.json', import.meta.url);
const present = existsSync(fixturesUrl);

type Shape = Record<string, unknown>;
const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the SDK declares what it knows of each object. */
const declarations: Record<string, readonly [file: string, name: string]> = {
  account: ['Accounts', 'Account'],
  account_link: ['AccountLinks', 'AccountLink'],
  balance: ['Balance', 'Balance'],
  balance_transaction: ['BalanceTransactions', 'BalanceTransaction'],
  bank_account: ['BankAccounts', 'BankAccount'],
  'billing_portal.configuration': ['BillingPortal/Configurations', 'Configuration'],
  'billing_portal.session': ['BillingPortal/Sessions', 'Session'],
  charge: ['Charges', 'Charge'],
  'checkout.session': ['Checkout/Sessions', 'Session'],
  coupon: ['Coupons', 'Coupon'],
  customer: ['Customers', 'Customer'],
  discount: ['Discounts', 'Discount'],
  dispute: ['Disputes', 'Dispute'],
  event: ['Events', 'EventBase'],
  invoice: ['Invoices', 'Invoice'],
  invoice_payment: ['InvoicePayments', 'InvoicePayment'],
  invoiceitem: ['InvoiceItems', 'InvoiceItem'],
  item: ['LineItems', 'LineItem'],
  line_item: ['InvoiceLineItems', 'InvoiceLineItem'],
  login_link: ['LoginLinks', 'LoginLink'],
  payment_intent: ['PaymentIntents', 'PaymentIntent'],
  payment_method: ['PaymentMethods', 'PaymentMethod'],
  payout: ['Payouts', 'Payout'],
  plan: ['Plans', 'Plan'],
  price: ['Prices', 'Price'],
  product: ['Products', 'Product'],
  promotion_code: ['PromotionCodes', 'PromotionCode'],
  refund: ['Refunds', 'Refund'],
  subscription: ['Subscriptions', 'Subscription'],
  subscription_item: ['SubscriptionItems', 'SubscriptionItem'],
  tax_rate: ['TaxRates', 'TaxRate'],
  transfer: ['Transfers', 'Transfer'],
  transfer_reversal: ['TransferReversals', 'TransferReversal'],
  webhook_endpoint: ['WebhookEndpoints', 'WebhookEndpoint'],
};
const resources = join(dirname(createRequire(import.meta.url).resolve('stripe')), '..', 'esm', 'resources');

/** The members of the interface by which the SDK knows such an object. */
function declaredKeys(kind: string): Set<string> {
  const [file, name] = declarations[kind] ?? [];
  const source = readFileSync(join(resources, `${file}.d.ts`), 'utf8');
  const body = source.slice(source.indexOf(`export interface ${name} `)).split(/^}/m)[0] ?? '';
  return new Set([...body.matchAll(/^ {4}'?([a-z_]+)'?\??:/gm)].map((match) => match[1] ?? ''));
}

/** Maps whose keys are the account's own, not Stripe's. */
const free = new Set(['metadata', 'capabilities', 'payment_method_options', 'previous_attributes']);

/** What is missing or of another type, by its path; null may stand anywhere. */
function differences(path: string, shape: unknown, served: unknown): string[] {
  if (shape === null || served === null) return [];
  if (Array.isArray(shape)) {
    if (!Array.isArray(served)) return [`${path}: a list was expected`];
    const like: unknown = shape[0];
    if (!isShape(like) || 'object' in like) return [];
    return served.flatMap((one, index) => differences(`${path}[${index}]`, like, one));
  }
  if (isShape(shape)) {
    // An id may stand where the fixture was expanded, and the other way round.
    if (typeof served === 'string' && typeof shape.id === 'string') return [];
    // Another kind of object, as in an event: it is looked at by itself.
    if (isShape(served) && typeof shape.object === 'string' && served.object !== shape.object) return [];
    if (!isShape(served)) return [`${path}: an object was expected, not ${JSON.stringify(served)}`];
    return Object.entries(shape).flatMap(([key, value]) =>
      key in served
        ? free.has(key)
          ? []
          : differences(`${path}.${key}`, value, served[key])
        : [`${path}.${key}: missing`],
    );
  }
  if (isShape(served) && typeof shape === 'string' && typeof served.id === 'string') return [];
  return typeof shape === typeof served ? [] : [`${path}: ${typeof shape} expected, not ${typeof served}`];
}

/** Every object inside a value that says what it is. */
function objectsIn(value: unknown): Shape[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isShape(value)) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return typeof value.object === 'string' ? [value, ...inner] : inner;
}

test('the version of the API is the one that the SDK pins', () => {
  expect(apiVersion).toBe(Stripe.API_VERSION);
});

describe.skipIf(!present)("Stripe's own fixtures", () => {
  // A skipped block is still read, so the file is opened only where it is.
  const fixtures: Record<string, Shape> = present
    ? (JSON.parse(readFileSync(fixturesUrl, 'utf8')) as { resources: Record<string, Shape> }).resources
    : {};
  const served = new Map<string, Shape[]>();
  let stand: Stand;

  beforeAll(async () => {
    stand = await openStand();
    for (const object of objectsIn(await everything(stand))) {
      const kind = String(object.object);
      served.set(kind, [...(served.get(kind) ?? []), object]);
    }
  });
  afterAll(() => stand.close());

  test.each(Object.keys(declarations))('%s is served with every key and no other', (kind) => {
    const objects = served.get(kind) ?? [];
    expect(objects.length).toBeGreaterThan(0);
    const shape = fixtures[kind];
    expect(shape).toBeDefined();
    const known = new Set([...Object.keys(shape ?? {}), ...declaredKeys(kind)]);
    const found = objects.flatMap((object) => [
      ...differences(kind, shape, object),
      ...Object.keys(object)
        .filter((key) => !known.has(key))
        .map((key) => `${kind}.${key}: nobody knows it`),
    ]);
    expect([...new Set(found)]).toEqual([]);
  });

  test('nothing else says that it is an object of Stripe', () => {
    const known = new Set([...Object.keys(declarations), 'list', 'search_result']);
    expect([...served.keys()].filter((kind) => !known.has(kind))).toEqual([]);
  });
});

/** Walks through everything that is served once, and gives back all that was answered and told. */
async function everything(stand: Stand): Promise<unknown[]> {
  const { stripe, local, told } = stand;
  const answers: unknown[] = [];
  const keep = <T>(answer: T): T => {
    answers.push(JSON.parse(JSON.stringify(answer)));
    return answer;
  };
  const price = async (unit_amount: number) =>
    keep(
      await stripe.prices.create({
        currency: 'usd',
        unit_amount,
        recurring: { interval: 'month' },
        product_data: { name: 'Plan' },
        expand: ['product'],
      }),
    );
  const [pro, big] = [await price(2000), await price(5000)];
  const customer = keep(await stripe.customers.create({ email: 'team@example.test' }));
  const coupon = keep(await stripe.coupons.create({ percent_off: 25, duration: 'once' }));
  keep(await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'Q' }));
  keep(await stripe.taxRates.list());
  const pay = async (mode: 'payment' | 'subscription', card: string) => {
    const session = keep(
      await stripe.checkout.sessions.create({
        mode,
        customer: customer.id,
        customer_update: { address: 'auto' },
        automatic_tax: { enabled: true },
        allow_promotion_codes: true,
        success_url: 'http://localhost/done',
        line_items: [
          mode === 'subscription'
            ? { price: pro.id, quantity: 1 }
            : {
                price_data: { currency: 'usd', unit_amount: 1900, product_data: { name: 'A' } },
                quantity: 1,
              },
        ],
        expand: ['line_items'],
      }),
    );
    local.checkout(session.id, card, { country: 'DE', promotionCode: 'q' });
    return keep(
      await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] }),
    );
  };
  await pay('payment', '4000000000000002');
  const paid = await pay('payment', '4242424242424242');
  await stripe.refunds.create({
    payment_intent: (paid.payment_intent as Stripe.PaymentIntent).id,
    amount: 100,
  });
  await pay('payment', '4000000000000259');
  const [dispute] = keep(await stripe.disputes.list({ expand: ['data.charge'] })).data;
  if (dispute) keep(await stripe.disputes.update(dispute.id, { evidence: { receipt: 'x' }, submit: false }));

  const subscribed = await pay('subscription', '4242424242424242');
  const subscription = await stripe.subscriptions.retrieve(String(subscribed.subscription), {
    expand: ['latest_invoice.payments', 'customer.subscriptions'],
  });
  keep(subscription);
  const item = subscription.items.data[0];
  keep(await stripe.invoices.createPreview({ subscription: subscription.id }));
  keep(
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item?.id ?? '', price: big.id }] }),
  );
  keep(await stripe.invoices.list({ customer: customer.id }));
  keep(
    await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } }),
  );
  keep(
    await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'http://localhost/' }),
  );
  keep(await stripe.paymentMethods.list({ customer: customer.id }));

  const account = keep(await onboardedAccount(stand));
  keep(await stripe.accounts.createLoginLink(account.id));
  keep(
    await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'http://localhost/a',
      return_url: 'http://localhost/b',
    }),
  );
  const charge = await paidCharge(stand, 5000, 'pm_card_bypassPending');
  const transfer = keep(
    await stripe.transfers.create({
      amount: 1330,
      currency: 'usd',
      destination: account.id,
      source_transaction: charge.id,
    }),
  );
  keep(await stripe.transfers.createReversal(transfer.id, { amount: 330 }));
  keep(await stripe.payouts.create({ amount: 1000, currency: 'usd' }, { stripeAccount: account.id }));
  keep(await stripe.charges.list({ limit: 100 }, { stripeAccount: account.id }));
  for (const owner of [undefined, account.id]) {
    const options = owner === undefined ? {} : { stripeAccount: owner };
    keep(await stripe.balance.retrieve({}, options));
    keep(await stripe.balanceTransactions.list({ limit: 100, expand: ['data.source'] }, options));
    keep(await stripe.events.list({ limit: 100 }, options));
  }
  keep(await stripe.webhookEndpoints.list());
  keep(
    await stripe.webhookEndpoints.create({
      url: 'http://localhost:9/none',
      enabled_events: ['charge.failed'],
    }),
  );
  await local.webhooks.settled();
  return [...answers, ...told.platform, ...told.connect];
}
