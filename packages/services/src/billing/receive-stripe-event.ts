import { AppError, type StripeEventTaken } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { selectCreatorOfAccount, takeStripeEvent } from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { Services } from '../service-context.ts';
import { dateOf, requireStripe } from './require-stripe.ts';

/** How far the time of a signature may be off, either way. */
const toleranceSeconds = 300;

/**
 * Takes an event of Stripe's: verified over the bytes as they came, kept, and left to the queue. Only that something
 * happened is taken from it; how things stand is asked when it is worked on. Errors: `unauthenticated`, in one wording,
 * for a signature that is not good or not of now; `forbidden` for an event of the other mode or of an account that is
 * none of ours.
 */
export async function receiveStripeEvent({
  services,
  call,
}: {
  services: Pick<Services, 'db' | 'clock' | 'stripe'>;
  call: { body: Buffer; signature: string | undefined };
}): Promise<StripeEventTaken> {
  const event = await verifiedEvent(services, call);
  const { stripe } = services;
  if (stripe === null || event.livemode !== (stripe.mode === 'live')) {
    throw new AppError(
      'forbidden',
      `This is an event of Stripe’s ${event.livemode ? 'live' : 'test'} mode, and this installation runs in the other one.`,
    );
  }
  const account = event.account ?? null;
  const first = await withClerk(services.db, async (tx) => {
    if (account !== null && (await selectCreatorOfAccount(tx, { stripeAccountId: account })) === undefined) {
      throw new AppError('forbidden', 'This event is of an account that is none of this installation’s.');
    }
    return takeStripeEvent(tx, {
      id: event.id,
      type: event.type,
      account,
      objectId: objectIdOf(event),
      happenedAt: dateOf(event.created),
    });
  });
  return { verdict: first ? 'taken' : 'repeated' };
}

async function verifiedEvent(
  services: Pick<Services, 'clock' | 'stripe'>,
  { body, signature }: { body: Buffer; signature: string | undefined },
): Promise<Stripe.Event> {
  const sdk = await requireStripe(services);
  const now = services.clock.now();
  const signedAt = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature ?? '')?.[1] ?? Number.NaN);
  // The SDK refuses what is too old; a time that is yet to come is as little of now.
  if (signature === undefined || !(Math.abs(now / 1_000 - signedAt) <= toleranceSeconds)) throw unsigned();
  for (const secret of services.stripe?.webhookSecrets ?? []) {
    try {
      return sdk.webhooks.constructEvent(body, signature, secret, toleranceSeconds, undefined, now);
    } catch {
      // Another secret may be the one: while one is replaced there are two.
    }
  }
  throw unsigned();
}

function unsigned(): AppError {
  return new AppError('unauthenticated', 'The event is not signed as it has to be.');
}

function objectIdOf({ data }: Stripe.Event): string | null {
  const { object } = data;
  return 'id' in object && typeof object.id === 'string' ? object.id : null;
}
