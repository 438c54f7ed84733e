import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { localKeyPrefix } from '@agent-factory/stripe-local/key';
import { dataDirectory } from './paths.ts';
import { keptSecret } from './secrets.ts';

/** Whoever has a key of Stripe, or says that this is production, gets no stand-in. */
export function wantsLocalStripe(): boolean {
  return !process.env.STRIPE_SECRET_KEY && process.env.NODE_ENV !== 'production';
}

/** What the API and its worker need to find it; the secrets are kept from the first start on. */
export async function localStripeEnvironment(port: number): Promise<NodeJS.ProcessEnv> {
  const secrets = [
    await keptSecret('stripe-webhook-secret', webhookSecret),
    await keptSecret('stripe-connect-secret', webhookSecret),
  ];
  return {
    STRIPE_SECRET_KEY: await keptSecret('stripe-key', () => localKeyPrefix + randomBytes(18).toString('hex')),
    STRIPE_API_URL: `http://127.0.0.1:${port}`,
    STRIPE_WEBHOOK_SECRET: secrets.join(','),
    LOCAL_STRIPE_FILE: join(dataDirectory, 'stripe.sqlite'),
  };
}

function webhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64url')}`;
}

/**
 * The local Stripe of this start; null where there is none. Its events go to the API's own door. It runs in
 * the API's process (docs/decisions/0380): a process of its own would cost ten times the memory.
 */
export async function startStripe(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ close(): Promise<void> } | null> {
  const { LOCAL_STRIPE_FILE: file, STRIPE_API_URL: url, STRIPE_SECRET_KEY: secretKey, API_URL: apiUrl } = env;
  if (!file || !url || !secretKey || !apiUrl) return null;
  const [platform = '', connect = ''] = (env.STRIPE_WEBHOOK_SECRET ?? '').split(',');
  const webhooks = new URL('/v1/stripe/webhooks', apiUrl).href;
  // The starter names this file too, and needs none of the server.
  const { startLocalStripe } = await import('@agent-factory/stripe-local');
  return startLocalStripe({
    file,
    port: Number(new URL(url).port),
    secretKey,
    endpoints: [
      { url: webhooks, secret: platform, connect: false },
      { url: webhooks, secret: connect, connect: true },
    ],
    env,
  });
}
