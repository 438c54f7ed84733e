import { type PaidPlan, planCurrency } from '@agent-factory/billing';
import {
  AppError,
  type BillingView,
  changePlanInputSchema,
  type Plan,
  type PlanPreview,
} from '@agent-factory/contracts';
import { withClerk, withTenant } from '@agent-factory/db';
import { type SubscriptionRow, selectSubscription } from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getBilling } from './get-billing.ts';
import { isLive } from './is-live.ts';
import { priceOfPlan } from './plan-prices.ts';
import { askStripe, dateOf, requireStripe } from './require-stripe.ts';
import { settleSubscription } from './settle-subscription.ts';

/**
 * Changes what the team's subscription is for. The rest of the period on the new plan, less what is left of the old one,
 * is charged (or credited) at once. `free` ends it with the period that is paid for; a paid plan before that takes it
 * back. Errors: `conflict` without a subscription, or where the payment is refused: then the old plan stays.
 */
export async function changePlan({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof changePlanInputSchema>;
}): Promise<BillingView> {
  requireScope(ctx.actor, 'billing:write');
  const { plan } = parseInput(changePlanInputSchema, input);
  const standing = await readSubscription(ctx, plan);
  if (standing === null) {
    await recordChange(ctx, null, plan);
    return getBilling({ ctx });
  }
  const { stripe, subscription, item } = standing;
  const id = subscription.stripeSubscriptionId;
  await askStripe(async () => {
    if (plan === 'free') {
      await stripe.subscriptions.update(id, { cancel_at_period_end: true });
      return;
    }
    const price = await priceOfPlan(stripe, plan);
    await stripe.subscriptions.update(id, {
      cancel_at_period_end: false,
      ...(item.price.id === price
        ? {}
        : {
            items: [{ id: item.id, price }],
            proration_behavior: 'always_invoice',
            // Nothing changes unless it is paid.
            payment_behavior: 'error_if_incomplete',
          }),
    });
  });
  await recordChange(ctx, subscription.plan, plan);
  await settleSubscription(ctx, id);
  return getBilling({ ctx });
}

/** What that would cost, before anybody agrees to it. Errors: `conflict` without a subscription. */
export async function previewPlan({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof changePlanInputSchema>;
}): Promise<PlanPreview> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { plan } = parseInput(changePlanInputSchema, input);
  const standing = await readSubscription(ctx, plan);
  if (standing === null) {
    return { plan, due_now_minor: 0, currency: planCurrency, next_payment_minor: 0, next_payment_at: null };
  }
  const { stripe, subscription, item } = standing;
  const { currency } = item.price;
  const endsAt = dateOf(item.current_period_end).toISOString();
  if (plan === 'free') {
    return { plan, due_now_minor: 0, currency, next_payment_minor: 0, next_payment_at: null };
  }
  const price = await priceOfPlan(stripe, plan);
  const unit = (await askStripe(() => stripe.prices.retrieve(price))).unit_amount ?? 0;
  if (item.price.id === price) {
    return { plan, due_now_minor: 0, currency, next_payment_minor: unit, next_payment_at: endsAt };
  }
  const invoice = await askStripe(() =>
    stripe.invoices.createPreview({
      subscription: subscription.stripeSubscriptionId,
      subscription_details: {
        items: [{ id: item.id, price }],
        proration_behavior: 'always_invoice',
      },
    }),
  );
  return {
    plan,
    due_now_minor: invoice.total,
    currency: invoice.currency,
    next_payment_minor: unit,
    next_payment_at: endsAt,
  };
}

interface Standing {
  stripe: Stripe;
  subscription: SubscriptionRow & { plan: PaidPlan & Plan };
  item: Stripe.SubscriptionItem;
}

async function recordChange(ctx: ServiceContext, from: Plan | null, to: Plan): Promise<void> {
  await withClerk(ctx.db, (tx) =>
    recordAudit(tx, ctx, {
      action: 'plan.changed',
      target: { id: ctx.actor.teamId },
      before: { plan: from },
      after: { plan: to },
    }),
  );
}

/** Null where there is none and none is wanted. */
async function readSubscription(ctx: ServiceContext, wanted: Plan): Promise<Standing | null> {
  const { teamId } = ctx.actor;
  const subscription = await withTenant(ctx.db, ctx.actor, (tx) => selectSubscription(tx, { teamId }));
  if (!isLive(subscription)) {
    if (wanted === 'free') return null;
    throw new AppError('conflict', 'The team has no subscription: choose a plan first.');
  }
  const stripe = await requireStripe(ctx);
  const current = await askStripe(() => stripe.subscriptions.retrieve(subscription.stripeSubscriptionId));
  const [item] = current.items.data;
  if (item === undefined)
    throw new AppError('conflict', 'The subscription is for nothing: choose a plan first.');
  return { stripe, subscription, item };
}
