import { startLocalStripe } from '@agent-factory/stripe-local';
import { expect, test } from 'vitest';
import { openStripe, stripeConfigOf } from './stripe-client.ts';

const local = {
  AGENT_FACTORY_MODE: 'local',
  STRIPE_SECRET_KEY: 'sk_test_local_1',
  STRIPE_API_URL: 'http://127.0.0.1:12111',
  STRIPE_WEBHOOK_SECRET: 'whsec_1,whsec_2',
};

test('without a key there is no Stripe', () => {
  expect(stripeConfigOf({ STRIPE_SECRET_KEY: '' })).toBeNull();
});

test('the local Stripe is known by its key and its address', () => {
  const config = stripeConfigOf(local);
  expect(config).toEqual({
    secretKey: 'sk_test_local_1',
    apiUrl: 'http://127.0.0.1:12111',
    webhookSecrets: ['whsec_1', 'whsec_2'],
    automaticTax: true,
  });
  expect(config && openStripe(config).mode).toBe('local');
});

test.each([
  ['in production mode', { ...local, AGENT_FACTORY_MODE: 'production' }],
  ['where nobody named a mode', { ...local, AGENT_FACTORY_MODE: undefined }],
  ['with NODE_ENV=production', { ...local, NODE_ENV: 'production' }],
  ['without its address', { ...local, STRIPE_API_URL: undefined }],
])('the local Stripe is out of reach %s', (_name, env) => {
  expect(() => stripeConfigOf(env)).toThrow(/local Stripe/);
});

test('a key of Stripe is sent nowhere but to Stripe', () => {
  expect(() => stripeConfigOf({ ...local, STRIPE_SECRET_KEY: 'sk_live_1' })).toThrow(/sent nowhere else/);
  expect(() =>
    openStripe({
      secretKey: 'sk_test_local_1',
      apiUrl: 'http://example.com',
      webhookSecrets: [],
      automaticTax: false,
    }),
  ).toThrow(/this machine/);
});

test.each([
  ['sk_live_1', 'live'],
  ['rk_live_1', 'live'],
  ['sk_test_1', 'test'],
])('%s is %s', (secretKey, mode) => {
  expect(openStripe({ secretKey, apiUrl: null, webhookSecrets: [], automaticTax: false }).mode).toBe(mode);
});

test('the SDK is loaded once and speaks to the local Stripe', async () => {
  const server = await startLocalStripe({ file: null, env: {} });
  try {
    const stripe = openStripe({
      secretKey: server.secretKey,
      apiUrl: server.url,
      webhookSecrets: [],
      automaticTax: false,
    });
    const sdk = await stripe.sdk();
    expect(await stripe.sdk()).toBe(sdk);
    const customer = await sdk.customers.create({ name: 'A team' });
    expect(customer).toMatchObject({ object: 'customer', name: 'A team', livemode: false });
  } finally {
    await server.close();
  }
});
