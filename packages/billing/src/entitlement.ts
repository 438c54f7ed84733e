import type { PaidPlan } from './plans.ts';

/** As Stripe names them: https://docs.stripe.com/api/subscriptions/object#subscription_object-status */
export const subscriptionStatuses = [
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** Days that a team keeps its plan after a payment has failed, while Stripe tries again and tells the owner. */
export const graceDays = 14;
/** Days past the end of a paid period in which a renewal that we have not heard of yet takes nothing away. */
export const slackDays = 3;

const dayMs = 24 * 3_600_000;

export interface SubscriptionFacts {
  plan: PaidPlan;
  status: SubscriptionStatus;
  currentPeriodEnd: Date;
  /** When it ends by itself; null while it renews. */
  cancelAt: Date | null;
  /** Since when a payment is owed; null while none is. */
  pastDueSince: Date | null;
}

/**
 * Until when the subscription gives its plan; null where it gives nothing. Derived from nothing but these facts, so that
 * a downgrade needs no job: it is a time that passes. Nothing of the team's is deleted by it.
 */
export function entitledUntil(subscription: SubscriptionFacts): Date | null {
  const { status, currentPeriodEnd, cancelAt, pastDueSince } = subscription;
  switch (status) {
    case 'trialing':
    case 'active':
      return cancelAt ?? new Date(currentPeriodEnd.getTime() + slackDays * dayMs);
    case 'past_due':
      return pastDueSince === null ? null : new Date(pastDueSince.getTime() + graceDays * dayMs);
    case 'incomplete':
    case 'incomplete_expired':
    case 'canceled':
    case 'unpaid':
    case 'paused':
      return null;
  }
}
