import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startLocalStripe } from '../index.ts';
import { openStand } from '../testing/stand.ts';

describe('the local Stripe', () => {
  test.each([
    ['NODE_ENV=production', { NODE_ENV: 'production' }],
    ['production mode', { AGENT_FACTORY_MODE: 'production' }],
    ['a live key of Stripe', { STRIPE_SECRET_KEY: 'sk_live_1' }],
    ['a test key of Stripe', { STRIPE_SECRET_KEY: 'sk_test_1' }],
    ['a restricted key of Stripe', { STRIPE_SECRET_KEY: 'rk_live_1' }],
  ])('does not start with %s', async (_name, env) => {
    await expect(startLocalStripe({ file: null, env })).rejects.toThrow(/local Stripe does not start/);
  });

  test('reads the environment of its process when it is told none', async () => {
    const before = process.env.STRIPE_SECRET_KEY;
    process.env.STRIPE_SECRET_KEY = 'sk_live_1';
    try {
      await expect(startLocalStripe({ file: null })).rejects.toThrow(/beside a STRIPE_SECRET_KEY/);
    } finally {
      if (before === undefined) delete process.env.STRIPE_SECRET_KEY;
      else process.env.STRIPE_SECRET_KEY = before;
    }
  });

  test('has keys that nobody takes for those of Stripe', async () => {
    await expect(startLocalStripe({ file: null, env: {}, secretKey: 'sk_test_1' })).rejects.toThrow(
      /begins with sk_test_local_/,
    );
  });

  test('says what it is, and answers only to names of this machine', async () => {
    const local = await startLocalStripe({ file: null, env: {} });
    try {
      const answer = await fetch(`${local.url}/v1/balance`);
      expect(answer.headers.get('x-local-stripe')).toMatch(/no money moves/);
      expect(answer.status).toBe(401);
      const switched = await fetch(`${local.url}/_local/advance`, { method: 'POST', body: '{"seconds":1}' });
      expect(switched.status).toBe(401);
      expect((await fetch(`${local.url}/v1/sigma`)).status).toBe(404);
    } finally {
      await local.close();
    }
  });

  test('knows after a restart all that it knew', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'stripe-local-'));
    const file = join(directory, 'stripe.sqlite');
    try {
      const first = await openStand(file);
      const customer = await first.stripe.customers.create({ name: 'A team' }, { idempotencyKey: 'once' });
      first.local.advance(86_400);
      const account = first.local.account;
      const at = first.local.now();
      await first.close();
      const second = await openStand(file);
      expect(second.local.account).toBe(account);
      expect(second.local.now()).toBeGreaterThanOrEqual(at);
      expect(await second.stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'A team' });
      // Endpoints of an earlier start, on another port, are gone.
      expect((await second.stripe.webhookEndpoints.list()).data).toHaveLength(2);
      await second.close();
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
