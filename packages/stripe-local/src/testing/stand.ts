import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { LocalStripe } from '../index.ts';
import { startLocalStripe } from '../index.ts';

export interface Stand {
  local: LocalStripe;
  stripe: Stripe;
  /** What the platform's endpoint and that of connected accounts were told, verified by the SDK. */
  told: { platform: Stripe.Event[]; connect: Stripe.Event[] };
  close(): Promise<void>;
}

/** A local Stripe in memory, the unmodified SDK on it, and a sink that verifies each webhook. */
export async function openStand(file: string | null = null): Promise<Stand> {
  const told: Stand['told'] = { platform: [], connect: [] };
  const { webhooks } = new Stripe('sk_test_sink');
  const sink = createServer(async (request, response) => {
    const place = request.url === '/connect' ? 'connect' : 'platform';
    const signature = String(request.headers['stripe-signature']);
    told[place].push(webhooks.constructEvent(await read(request), signature, `whsec_${place}`));
    response.end();
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
  const local = await startLocalStripe({
    file,
    env: {},
    endpoints: [
      { url: `${url}/platform`, secret: 'whsec_platform', connect: false },
      { url: `${url}/connect`, secret: 'whsec_connect', connect: true },
    ],
  });
  return {
    local,
    stripe: sdkFor(local),
    told,
    async close() {
      await local.close();
      await new Promise<void>((resolve) => sink.close(() => resolve()));
    },
  };
}

export function sdkFor(local: LocalStripe, config: Stripe.StripeConfig = {}): Stripe {
  return new Stripe(local.secretKey, {
    host: '127.0.0.1',
    port: local.port,
    protocol: 'http',
    telemetry: false,
    ...config,
  });
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** A creator's account, through the onboarding page. */
export async function onboardedAccount({ stripe }: Pick<Stand, 'stripe'>): Promise<Stripe.Account> {
  const account = await stripe.accounts.create({
    type: 'express',
    country: 'US',
    capabilities: { transfers: { requested: true } },
    settings: { payouts: { schedule: { interval: 'manual' } } },
  });
  const link = await stripe.accountLinks.create({
    account: account.id,
    type: 'account_onboarding',
    refresh_url: 'http://localhost:3000/again',
    return_url: 'http://localhost:3000/earnings',
  });
  const answer = await fetch(link.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'bank=works',
  });
  if (answer.status !== 303) throw new Error(`onboarding answered ${answer.status}`);
  return stripe.accounts.retrieve(account.id);
}

/** A charge of the platform, paid by that test card. */
export async function paidCharge(
  { stripe }: Pick<Stand, 'stripe'>,
  amount: number,
  card = 'pm_card_visa',
): Promise<Stripe.Charge> {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: card,
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    expand: ['latest_charge'],
  });
  return intent.latest_charge as Stripe.Charge;
}
