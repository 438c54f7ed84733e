import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStand, type Stand, sdkFor } from './testing/stand.ts';
import { signature } from './webhooks/sign.ts';

let stand: Stand;
let stripe: Stripe;
beforeAll(async () => {
  stand = await openStand();
  stripe = stand.stripe;
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.local.faults.clear();
  stand.told.platform.length = 0;
});

describe('a purchase', () => {
  test('is paid on the checkout page, charged once, told by webhooks and refunded', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'http://localhost:3000/done?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/back',
      line_items: [
        {
          price_data: { currency: 'usd', unit_amount: 1900, product_data: { name: 'Research agent' } },
          quantity: 1,
        },
      ],
      metadata: { purchase_id: 'pur_1' },
      payment_intent_data: { metadata: { purchase_id: 'pur_1' }, transfer_group: 'pur_1' },
      expand: ['line_items'],
    });
    expect(session).toMatchObject({ status: 'open', amount_total: 1900, livemode: false });
    expect(session.line_items?.data[0]?.description).toBe('Research agent');

    expect(stand.local.checkout(session.id, '4000000000000002')).toMatchObject({ status: 'declined' });
    expect(stand.local.checkout(session.id)).toEqual({ status: 'complete' });
    await stand.local.webhooks.settled();

    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    const transaction = charge.balance_transaction as Stripe.BalanceTransaction;
    expect(intent.metadata).toEqual({ purchase_id: 'pur_1' });
    expect(transaction).toMatchObject({ amount: 1900, fee: 85, net: 1815, status: 'pending' });
    expect(stand.told.platform.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']),
    );

    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 900 });
    expect(refund.status).toBe('succeeded');
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 1001 })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param: 'amount',
    });
    const found = await stripe.paymentIntents.search({ query: "metadata['purchase_id']:'pur_1'" });
    expect(found.data.map(({ id }) => id)).toEqual([intent.id]);
  });
});

describe('lists', () => {
  test('are walked by the auto-pagination of the SDK, forwards and backwards', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 250; made += 25) {
      const some = await Promise.all(
        Array.from({ length: 25 }, () => stripe.customers.create({ email: 'many@example.test' })),
      );
      ids.push(...some.map(({ id }) => id));
    }
    const walked: string[] = [];
    for await (const { id } of stripe.customers.list({ email: 'many@example.test', limit: 100 }))
      walked.push(id);
    expect(walked.toSorted()).toEqual(ids.toSorted());
    const [third] = walked.slice(2);
    const before = await stripe.customers.list({
      email: 'many@example.test',
      limit: 1,
      ending_before: third ?? '',
    });
    expect(before).toMatchObject({ has_more: true, data: [{ id: walked[1] }] });
    await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    });
  });
});

describe('refusals', () => {
  test('name the parameter, the code and the request', async () => {
    const unknown = { name: 'A', metadata: { a: '1' }, favourite: 'tea' };
    await expect(stripe.customers.create(unknown)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'parameter_unknown',
      param: 'favourite',
      requestId: expect.stringMatching(/^req_/),
    });
    const half = { currency: 'usd' } as Stripe.PaymentIntentCreateParams;
    await expect(stripe.paymentIntents.create(half)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
    });
    await expect(stripe.paymentIntents.create({ amount: 1.5, currency: 'usd' })).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(
      new Stripe('sk_test_other', {
        host: '127.0.0.1',
        port: stand.local.port,
        protocol: 'http',
      }).balance.retrieve(),
    ).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    });
  });

  test('of a card leave a failed charge, an event and the reason', async () => {
    const declined = stripe.paymentIntents.create({
      amount: 1900,
      currency: 'usd',
      payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
      confirm: true,
      return_url: 'http://localhost/',
    });
    const error: Stripe.errors.StripeCardError = await declined.then(
      () => Promise.reject(new Error('it was not declined')),
      (reason) => reason,
    );
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
      decline_code: 'insufficient_funds',
    });
    const intent = error.payment_intent as Stripe.PaymentIntent;
    expect(await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: { status: 'failed', failure_code: 'card_declined' },
    });
    await stand.local.webhooks.settled();
    expect(stand.told.platform.map(({ type }) => type)).toContain('payment_intent.payment_failed');
  });

  test('of a number that no test card has, which is never charged', async () => {
    await expect(
      stripe.paymentMethods.create({ type: 'card', card: { number: '4111111111111111' } }),
    ).rejects.toMatchObject({ code: 'card_declined', decline_code: 'test_mode_live_card' });
  });
});

describe('idempotency keys', () => {
  const order = { amount: 1900, currency: 'usd', payment_method: 'pm_card_visa', confirm: true } as const;
  const charge = (idempotencyKey: string, amount = 1900) =>
    stripe.paymentIntents.create({ ...order, amount, return_url: 'http://localhost/' }, { idempotencyKey });

  test('give the first answer again, and do nothing twice', async () => {
    const first = await charge('key-1');
    const second = await charge('key-1');
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  });

  test('give an error again, even when the act would work by now', async () => {
    const customer = await stripe.customers.create({ balance: 0 });
    const key = { idempotencyKey: 'key-error' };
    const attach = () => stripe.refunds.create({ charge: customer.id }, key);
    const code = async () =>
      attach().catch((error: Stripe.errors.StripeError) => [error.code, error.headers]);
    const [first] = (await code()) as [string];
    const [again, headers] = (await code()) as [string, Record<string, string>];
    expect([first, again, headers['idempotent-replayed']]).toEqual([
      'resource_missing',
      'resource_missing',
      'true',
    ]);
  });

  test('are refused with other parameters and at another endpoint', async () => {
    await charge('key-2');
    await expect(charge('key-2', 2000)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
    await expect(stripe.customers.create({}, { idempotencyKey: 'key-2' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
  });

  test('are not used up by parameters that were refused', async () => {
    await expect(charge('key-3', -1)).rejects.toMatchObject({ param: 'amount' });
    expect((await charge('key-3')).status).toBe('succeeded');
  });

  test('answer 409 while the first call is still at work', async () => {
    stand.local.faults.order({ kind: 'delay', delayMs: 300, path: '/v1/payment_intents' });
    const once = sdkFor(stand.local, { maxNetworkRetries: 0 });
    const options = { idempotencyKey: 'key-4' };
    const params = { ...order, return_url: 'http://localhost/' };
    const both = await Promise.allSettled([
      once.paymentIntents.create(params, options),
      once.paymentIntents.create(params, options),
    ]);
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toMatchObject([{ statusCode: 409, code: 'idempotency_key_in_use' }]);
  });

  test('are forgotten after a day: the same key charges anew', async () => {
    const first = await charge('key-5');
    stand.local.advance(23 * 3600);
    expect((await charge('key-5')).id).toBe(first.id);
    stand.local.advance(2 * 3600);
    expect((await charge('key-5')).id).not.toBe(first.id);
  });
});

describe('retries of the SDK', () => {
  test.each([
    { kind: 'error_before', status: 500 },
    { kind: 'error_before', status: 409 },
    { kind: 'error_after', status: 500 },
    { kind: 'drop_before' },
    { kind: 'drop_after' },
  ] as const)('charge once after %o', async (fault) => {
    const { data: before } = await stripe.charges.list({ limit: 1 });
    stand.local.faults.order({ ...fault, method: 'POST', path: '/v1/payment_intents' });
    const retrying = sdkFor(stand.local, { maxNetworkRetries: 2 });
    const intent = await retrying.paymentIntents.create({
      amount: 1900,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      return_url: 'http://localhost/',
    });
    expect(intent.status).toBe('succeeded');
    const since = await stripe.charges.list({ ending_before: before[0]?.id ?? '', limit: 10 });
    expect(since.data.map(({ payment_intent }) => payment_intent)).toEqual([intent.id]);
  });
});

describe('webhooks', () => {
  test('are refused by the SDK when anything about them is wrong', async () => {
    const body = JSON.stringify({ id: 'evt_1', object: 'event' });
    const now = Math.floor(Date.now() / 1000);
    const sign = (timestamp: number, payload = body) =>
      stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_platform', timestamp });
    const read = (header: string, payload = body) =>
      stripe.webhooks.constructEvent(payload, header, 'whsec_platform');
    expect(read(sign(now)).id).toBe('evt_1');
    expect(read(signature(body, 'whsec_platform', Date.now())).id).toBe('evt_1');
    expect(() => read(signature(body, 'whsec_other', Date.now()))).toThrow(/signature/);
    expect(() => read(signature(body, 'whsec_platform', Date.now() - 301_000))).toThrow(/tolerance/);
    expect(() => read(signature(body, 'whsec_platform', Date.now()), `${body} `)).toThrow(/signature/);
  });

  test('are held, doubled and shuffled on order, and what an event shows is how it was', async () => {
    const { local, told } = stand;
    local.webhooks.hold();
    const product = await stripe.products.create({ name: 'before' });
    await stripe.products.update(product.id, { name: 'after' });
    local.webhooks.release({ copies: 3, shuffleSeed: 7 });
    await local.webhooks.settled();
    const mine = told.platform.filter(({ data }) => (data.object as { id?: string }).id === product.id);
    expect(mine.map(({ type }) => type).toSorted()).toEqual([
      ...Array(3).fill('product.created'),
      ...Array(3).fill('product.updated'),
    ]);
    const names = new Map(mine.map(({ type, data }) => [type, (data.object as Stripe.Product).name]));
    expect(Object.fromEntries(names)).toEqual({ 'product.created': 'before', 'product.updated': 'after' });
    const stored = await stripe.events.retrieve(mine[0]?.id ?? '');
    expect(stored).toMatchObject({ id: mine[0]?.id, livemode: false });
  });

  test('come again when they were not taken', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.statusCode = asked === 1 ? 500 : 200;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const endpoint = await stripe.webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/`,
      enabled_events: ['product.created'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    await stripe.products.create({ name: 'told twice' });
    await vi.waitFor(() => expect(asked).toBe(2), { timeout: 5_000 });
    await stripe.webhookEndpoints.del(endpoint.id);
    await new Promise((resolve) => server.close(resolve));
  });

  test('go to this machine alone', async () => {
    await expect(
      stripe.webhookEndpoints.create({ url: 'https://example.com/hook', enabled_events: ['*'] }),
    ).rejects.toMatchObject({ param: 'url' });
  });
});
