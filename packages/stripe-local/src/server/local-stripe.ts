import type { CheckoutOutcome } from '../acts/complete-checkout.ts';
import type { Faults } from '../http/faults.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';

export interface LocalEndpoint {
  url: string;
  /** `whsec_…`, with which its events are signed. */
  secret: string;
  /** Whether it hears of connected accounts instead of the platform. */
  connect: boolean;
}

export interface LocalStripeOptions {
  /** Where everything is kept; null for memory. */
  file: string | null;
  /** 0 for any that is free. Only loopback is listened on. */
  port?: number;
  /** `sk_test_local_…`; a fresh one when left out. */
  secretKey?: string;
  /** Who hears of events from the start on; those of an earlier start that are not named are gone. */
  endpoints?: readonly LocalEndpoint[];
  /** What decides whether it may start at all; the process's own when left out. */
  env?: Readonly<Record<string, string | undefined>>;
}

export interface LocalStripe {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  secretKey: string;
  /** The platform's own account. */
  account: string;
  /** Pays a session as a person on its page would: with a test card, approving 3-D Secure, from a country, by a code. */
  checkout(
    sessionId: string,
    card?: string,
    options?: { approve?: boolean; email?: string; country?: string; promotionCode?: string },
  ): CheckoutOutcome;
  /** Moves Stripe's clock on: renewals, ends of trials, payouts, forgotten idempotency keys. */
  advance(seconds: number): void;
  /** Unix seconds on Stripe's clock. */
  now(): number;
  faults: Faults;
  webhooks: Pick<Deliveries, 'hold' | 'release' | 'settled'>;
  close(): Promise<void>;
}
