import type { SubscriptionRow } from '@agent-factory/db/billing';

/** Whether there is a subscription that can be changed: a second beside it would be paid twice. */
export function isLive(subscription: SubscriptionRow | undefined): subscription is SubscriptionRow {
  return (
    subscription !== undefined &&
    ['trialing', 'active', 'past_due', 'unpaid', 'paused'].includes(subscription.status)
  );
}
