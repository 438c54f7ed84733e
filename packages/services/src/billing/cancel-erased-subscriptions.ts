import { withClerk } from '@agent-factory/db';
import { listSubscriptionsOfShutTeams } from '@agent-factory/db/billing';
import type { BillingServices } from './billing-services.ts';
import { askStripe, requireStripe } from './require-stripe.ts';
import { settleSubscription } from './settle-subscription.ts';

/** A team that was deleted pays no more: its subscription ends at once, while the team could still be restored. */
export async function cancelErasedSubscriptions({ services }: { services: BillingServices }): Promise<void> {
  const live = await withClerk(services.db, (tx) => listSubscriptionsOfShutTeams(tx, { limit: 50 }));
  for (const { stripeSubscriptionId } of live) {
    const stripe = await requireStripe(services);
    await askStripe(() => stripe.subscriptions.cancel(stripeSubscriptionId));
    await settleSubscription(services, stripeSubscriptionId);
  }
}
