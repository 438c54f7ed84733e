import { entitledUntil, type PaidPlan, paidPlans, subscriptionStatuses } from '@agent-factory/billing';
import type { TeamId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  notePlanCheckout,
  putSubscription,
  type SubscriptionRow,
  selectCustomerByStripeId,
  selectSubscription,
} from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { Services } from '../service-context.ts';
import { askStripe, dateOf, idOf, requireStripe } from './require-stripe.ts';

/**
 * Notes how a team's subscription stands now, and with it the plan that the team has. Of several the one that gives most
 * counts, so that an old one that ended takes nothing from a new one.
 */
export async function settleSubscription(
  services: Pick<Services, 'db' | 'clock' | 'stripe' | 'cache'>,
  subscriptionId: string,
): Promise<void> {
  const stripe = await requireStripe(services);
  const asked = await askStripe(() => stripe.subscriptions.retrieve(subscriptionId));
  const stripeCustomerId = idOf(asked.customer) ?? '';
  const customer = await withClerk(services.db, (tx) => selectCustomerByStripeId(tx, { stripeCustomerId }));
  if (customer === undefined) return;
  const { teamId } = customer;
  const at = new Date(services.clock.now());
  await withClerk(services.db, async (tx) => {
    const before = await selectSubscription(tx, { teamId });
    const row = subscriptionRow(teamId, asked, before, at);
    if (row === null) return;
    const isOther = before !== undefined && before.stripeSubscriptionId !== row.stripeSubscriptionId;
    const givesMore = (row.entitledUntil?.getTime() ?? 0) > (before?.entitledUntil?.getTime() ?? 0);
    if (isOther && !givesMore) return;
    await putSubscription(tx, row);
    await notePlanCheckout(tx, { teamId, checkout: null });
  });
  await services.cache.forget('quota', teamId);
}

function subscriptionRow(
  teamId: TeamId,
  subscription: Stripe.Subscription,
  before: SubscriptionRow | undefined,
  at: Date,
): SubscriptionRow | null {
  const item = subscription.items.data[0];
  const plan = planIn(item?.price.metadata.plan ?? subscription.metadata.plan);
  const status = subscriptionStatuses.find((one) => one === subscription.status);
  if (item === undefined || plan === null || status === undefined) return null;
  const currentPeriodEnd = dateOf(item.current_period_end);
  const endsBy =
    subscription.cancel_at ?? (subscription.cancel_at_period_end ? item.current_period_end : null);
  const cancelAt = endsBy === null ? null : dateOf(endsBy);
  const owesSince = before?.stripeSubscriptionId === subscription.id ? before.pastDueSince : null;
  // A payment is owed from the beginning of the period that it was for, at the latest from when we heard of it.
  const pastDueSince = status === 'past_due' ? (owesSince ?? at) : null;
  return {
    teamId,
    stripeSubscriptionId: subscription.id,
    plan,
    status,
    currentPeriodStart: dateOf(item.current_period_start),
    currentPeriodEnd,
    trialEnd: subscription.trial_end === null ? null : dateOf(subscription.trial_end),
    cancelAt,
    pastDueSince,
    entitledUntil: entitledUntil({ plan, status, currentPeriodEnd, cancelAt, pastDueSince }),
  };
}

function planIn(name: string | undefined): PaidPlan | null {
  return paidPlans.find((one) => one === name) ?? null;
}
