import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalStripe } from './index.ts';
import { startLocalStripe } from './index.ts';

let local: LocalStripe;
let stripe: Stripe;
let sink: Sink;

beforeEach(async () => {
  sink = await startSink();
  local = await startLocalStripe({
    file: null,
    env: {},
    endpoints: [{ url: sink.url, secret: 'whsec_platform', connect: false }],
  });
  stripe = new Stripe(local.secretKey, {
    host: '127.0.0.1',
    port: local.port,
    protocol: 'http',
    telemetry: false,
  });
});
afterEach(async () => {
  await local.close();
  await sink.close();
});

interface Sink {
  url: string;
  events: Stripe.Event[];
  close(): Promise<void>;
}

async function startSink(): Promise<Sink> {
  const events: Stripe.Event[] = [];
  const server: Server = createServer(async (request, response) => {
    const body = await read(request);
    const signature = String(request.headers['stripe-signature']);
    events.push(new Stripe('sk_test_x').webhooks.constructEvent(body, signature, 'whsec_platform'));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    events,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

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

    expect(local.checkout(session.id, '4000000000000002')).toMatchObject({ status: 'declined' });
    expect(local.checkout(session.id)).toEqual({ status: 'complete' });
    await local.webhooks.settled();

    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    const transaction = charge.balance_transaction as Stripe.BalanceTransaction;
    expect(intent.metadata).toEqual({ purchase_id: 'pur_1' });
    expect(transaction).toMatchObject({ amount: 1900, fee: 85, net: 1815, status: 'pending' });
    expect(sink.events.map(({ type }) => type)).toEqual(
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
