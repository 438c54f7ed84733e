import type Stripe from 'stripe';

export interface StripeConfig {
  /** `sk_live_…`, `sk_test_…`, or `sk_test_local_…` of the local Stripe. */
  secretKey: string;
  /** Where the local Stripe listens; null for Stripe itself. */
  apiUrl: string | null;
  /** Any of them may have signed an event: the platform's endpoint, that of connected accounts, rotated ones. */
  webhookSecrets: readonly string[];
  /** Whether Stripe works out tax on what is sold: the account needs Stripe Tax. */
  automaticTax: boolean;
}

/** Stripe, for a whole process. */
export interface PlatformStripe {
  /** Who answers: Stripe with real money, Stripe's test mode, or the stand-in on this machine. */
  mode: 'live' | 'test' | 'local';
  webhookSecrets: readonly string[];
  automaticTax: boolean;
  /**
   * The unmodified SDK. Loaded when it is first asked for, since it takes 40 MB and half a second; the same
   * one from then on. Retries twice with one idempotency key a call.
   */
  sdk(): Promise<Stripe>;
}

const localKeyPrefix = 'sk_test_local_';
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What the environment says of Stripe: `STRIPE_SECRET_KEY`, `STRIPE_API_URL` (the local Stripe alone),
 * `STRIPE_WEBHOOK_SECRET` (several by comma) and `STRIPE_AUTOMATIC_TAX` (`true` where the account has Stripe Tax; the local
 * Stripe has it); null without a key, and nothing can be bought.
 *
 * @throws Error for a local key in production, a key of Stripe that would be sent elsewhere, or a missing secret.
 */
export function stripeConfigOf(env: Readonly<Record<string, string | undefined>>): StripeConfig | null {
  const secretKey = env.STRIPE_SECRET_KEY;
  if (!secretKey) return null;
  const apiUrl = env.STRIPE_API_URL || null;
  const isLocal = secretKey.startsWith(localKeyPrefix);
  const production =
    env.NODE_ENV === 'production' || (env.AGENT_FACTORY_MODE ?? 'production') === 'production';
  if (isLocal && production) {
    throw new Error('STRIPE_SECRET_KEY is a key of the local Stripe, which there is not in production.');
  }
  if (isLocal !== (apiUrl !== null)) {
    throw new Error(
      isLocal
        ? 'STRIPE_API_URL is missing: a key of the local Stripe needs its address.'
        : 'STRIPE_API_URL is for the local Stripe alone: a key of Stripe is sent nowhere else.',
    );
  }
  const webhookSecrets = (env.STRIPE_WEBHOOK_SECRET ?? '').split(',').filter((secret) => secret !== '');
  if (webhookSecrets.length === 0) {
    throw new Error('STRIPE_WEBHOOK_SECRET is missing: without it no payment can be confirmed.');
  }
  const taxes = env.STRIPE_AUTOMATIC_TAX || String(isLocal);
  if (taxes !== 'true' && taxes !== 'false') {
    throw new Error('STRIPE_AUTOMATIC_TAX is "true" or "false".');
  }
  return { secretKey, apiUrl, webhookSecrets, automaticTax: taxes === 'true' };
}

/**
 * @throws Error when the address of the local Stripe is not on this machine.
 */
export function openStripe({
  secretKey,
  apiUrl,
  webhookSecrets,
  automaticTax,
}: StripeConfig): PlatformStripe {
  const local = apiUrl === null ? null : new URL(apiUrl);
  if (local !== null && !loopback.has(local.hostname)) {
    throw new Error('STRIPE_API_URL has to name this machine: the local Stripe listens nowhere else.');
  }
  let loading: Promise<Stripe> | null = null;
  return {
    mode: local !== null ? 'local' : /^(sk|rk)_live_/.test(secretKey) ? 'live' : 'test',
    webhookSecrets,
    automaticTax,
    sdk() {
      loading ??= import('stripe').then(
        ({ default: Sdk }) =>
          new Sdk(secretKey, {
            maxNetworkRetries: 2,
            timeout: 20_000,
            telemetry: false,
            appInfo: { name: 'Agent Factory' },
            ...(local === null
              ? {}
              : { host: local.hostname, port: Number(local.port), protocol: 'http' as const }),
          }),
      );
      return loading;
    },
  };
}
