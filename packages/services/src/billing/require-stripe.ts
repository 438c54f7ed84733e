import { AppError, isAppError } from '@agent-factory/contracts';
import type Stripe from 'stripe';
import type { Services } from '../service-context.ts';

/** The payment service; throws `unavailable` where the deployment has none. */
export async function requireStripe({ stripe }: Pick<Services, 'stripe'>): Promise<Stripe> {
  if (stripe === null) {
    throw new AppError(
      'unavailable',
      'Payments are not set up here. Whoever runs this installation sets STRIPE_SECRET_KEY.',
    );
  }
  return stripe.sdk();
}

/**
 * Asks Stripe, and says in safe words what became of it: `unavailable` where trying again can help, `conflict` with
 * Stripe's own words where it does not do what was asked.
 */
export async function askStripe<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw wordsOf(error);
  }
}

function wordsOf(error: unknown): unknown {
  if (isAppError(error) || !isStripeError(error)) return error;
  switch (error.type) {
    case 'StripeConnectionError':
    case 'StripeAPIError':
    case 'StripeRateLimitError':
    case 'StripeIdempotencyError':
      return new AppError('unavailable', 'The payment service does not answer. Try again in a minute.', {
        retryAfterSeconds: 60,
        cause: error,
      });
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return new AppError(
        'unavailable',
        'The payment service refuses this installation. Whoever runs it looks at STRIPE_SECRET_KEY.',
        { cause: error },
      );
    default:
      return new AppError('conflict', `The payment service refuses: ${error.message}`, { cause: error });
  }
}

interface StripeErrorLike extends Error {
  type: string;
  code?: string;
}

/** By its shape, as the SDK itself is loaded only where it is needed. */
export function isStripeError(error: unknown): error is StripeErrorLike {
  return (
    error instanceof Error &&
    'type' in error &&
    typeof error.type === 'string' &&
    error.type.startsWith('Stripe')
  );
}

/** The id of what Stripe gives as an id or, where it was asked to, whole. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : value.id;
}

/** What was asked for whole; throws where Stripe gave the id alone, which no request of ours leads to. */
export function whole<T extends { id: string }>(value: string | T | null | undefined, what: string): T {
  if (typeof value === 'object' && value !== null) return value;
  throw new Error(`Stripe gave no ${what}`);
}

/** Stripe counts seconds. */
export function dateOf(seconds: number): Date {
  return new Date(seconds * 1_000);
}
