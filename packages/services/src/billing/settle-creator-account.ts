import type { TeamId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { putCreatorAccount, selectCreatorOfAccount } from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { BillingServices } from './billing-services.ts';
import { askStripe, requireStripe } from './require-stripe.ts';

/** Notes what Stripe says of a creator's account now. One that is none of ours is left alone. */
export async function settleCreatorAccount(
  services: Pick<BillingServices, 'db' | 'stripe'>,
  stripeAccountId: string,
): Promise<void> {
  const known = await withClerk(services.db, (tx) => selectCreatorOfAccount(tx, { stripeAccountId }));
  if (known === undefined) return;
  const stripe = await requireStripe(services);
  const account = await askStripe(() => stripe.accounts.retrieve(stripeAccountId));
  await withClerk(services.db, (tx) => putCreatorAccount(tx, accountRow(known.creatorTeamId, account)));
}

export function accountRow(creatorTeamId: TeamId, account: Stripe.Account) {
  return {
    creatorTeamId,
    stripeAccountId: account.id,
    country: account.country ?? null,
    detailsSubmitted: account.details_submitted,
    transfersEnabled: account.capabilities?.transfers === 'active',
    payoutsEnabled: account.payouts_enabled,
    requirements: account.requirements?.currently_due ?? [],
  };
}
