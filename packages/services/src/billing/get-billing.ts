import { planCurrency, planTerms } from '@agent-factory/billing';
import { type BillingView, plans, subscriptionStates } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { selectCustomer, selectSubscription, selectTeamPlan } from '@agent-factory/db/billing';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** What plan the team has and why, how its subscription stands, and what it could have. */
export async function getBilling({ ctx }: { ctx: ServiceContext }): Promise<BillingView> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { teamId } = ctx.actor;
  const { team, subscription, customer } = await withTenant(ctx.db, ctx.actor, async (tx) => ({
    team: await selectTeamPlan(tx, { teamId }),
    subscription: await selectSubscription(tx, { teamId }),
    customer: await selectCustomer(tx, { teamId }),
  }));
  const plan = team?.plan ?? null;
  return {
    plan: plan ?? ctx.spending.defaultPlan,
    plan_from: plan === null ? 'default' : plan === team?.given ? 'given' : 'subscription',
    enabled: ctx.stripe !== null,
    test_mode: ctx.stripe !== null && ctx.stripe.mode !== 'live',
    subscription: {
      status: subscriptionStates.find((one) => one === subscription?.status) ?? 'none',
      plan: subscription?.plan ?? null,
      current_period_end: subscription?.currentPeriodEnd.toISOString() ?? null,
      trial_end: subscription?.trialEnd?.toISOString() ?? null,
      cancel_at: subscription?.cancelAt?.toISOString() ?? null,
      past_due_since: subscription?.pastDueSince?.toISOString() ?? null,
      entitled_until: subscription?.entitledUntil?.toISOString() ?? null,
    },
    trial_available: subscription === undefined && (customer?.triedAt ?? null) === null,
    offers: plans.map((one) => {
      const { title, says, monthlyPriceMinor, trialDays, runs, tokens, requestsPerMinute } = planTerms[one];
      return {
        plan: one,
        title,
        says,
        monthly_price_minor: monthlyPriceMinor,
        currency: planCurrency,
        trial_days: trialDays,
        runs,
        tokens,
        requests_per_minute: requestsPerMinute,
      };
    }),
  };
}
