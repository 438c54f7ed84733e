import { planTerms } from '@agent-factory/billing';
import { AppError, planCheckoutInputSchema, type RedirectView } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { notePlanCheckout, selectCustomer, selectSubscription } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkoutTerms } from './checkout-terms.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { isLive } from './is-live.ts';
import { priceOfPlan } from './plan-prices.ts';
import { askStripe, dateOf, requireStripe } from './require-stripe.ts';
import { checkoutLeastLeftMs } from './terms.ts';
import { webAddress } from './web-address.ts';

/**
 * The page of Stripe's on which a team subscribes to a plan; one at a time, so that two who click pay once. The first
 * plan is tried for nothing. Errors: `conflict` where it has a subscription, which is changed instead; `unavailable`.
 */
export async function startPlanCheckout({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof planCheckoutInputSchema>;
}): Promise<RedirectView> {
  requireScope(ctx.actor, 'billing:write');
  const { plan, return_path: path = '/settings/billing' } = parseInput(planCheckoutInputSchema, input);
  const { teamId } = ctx.actor;
  const stripe = await requireStripe(ctx);
  const customerId = await ensureCustomer(ctx);
  const { customer, subscription } = await withClerk(ctx.db, async (tx) => ({
    customer: await selectCustomer(tx, { teamId }),
    subscription: await selectSubscription(tx, { teamId }),
  }));
  // The type guard would have it that what is not live is not there.
  const before = subscription?.stripeSubscriptionId ?? 'first';
  if (isLive(subscription)) {
    throw new AppError('conflict', 'The team has a subscription: change its plan instead of buying another.');
  }
  const open = customer?.checkoutSessionId ?? null;
  if (open !== null) {
    const left = (customer?.checkoutExpiresAt?.getTime() ?? 0) - ctx.clock.now();
    if (customer?.checkoutPlan === plan && left > checkoutLeastLeftMs && customer.checkoutUrl !== null) {
      return { url: customer.checkoutUrl };
    }
    const session = await askStripe(() => stripe.checkout.sessions.retrieve(open));
    if (session.status === 'open') await askStripe(() => stripe.checkout.sessions.expire(open));
    if (session.status === 'complete') {
      throw new AppError('conflict', 'The plan was paid for a moment ago. Look again in a minute.');
    }
  }
  const price = await priceOfPlan(stripe, plan);
  const triable = subscription === undefined && (customer?.triedAt ?? null) === null;
  const metadata = { team_id: teamId, plan };
  const session = await askStripe(() =>
    stripe.checkout.sessions.create(
      {
        mode: 'subscription',
        customer: customerId,
        client_reference_id: teamId,
        line_items: [{ price, quantity: 1 }],
        ...checkoutTerms(ctx),
        metadata,
        subscription_data: {
          metadata,
          ...(triable ? { trial_period_days: planTerms[plan].trialDays } : {}),
        },
        success_url: webAddress(ctx, path, 'checkout=done'),
        cancel_url: webAddress(ctx, path, 'checkout=cancelled'),
      },
      // The one before is part of the key: two who ask at once get the same page, whoever comes after it gets another.
      {
        idempotencyKey: `plan:${teamId}:${plan}:${open ?? before}:${path}:${ctx.stripe?.automaticTax ? 'taxed' : 'plain'}`,
      },
    ),
  );
  const { id, url, expires_at } = session;
  if (url === null) throw new AppError('unavailable', 'The payment service made no page. Try again.');
  await withClerk(ctx.db, async (tx) => {
    await notePlanCheckout(tx, { teamId, checkout: { id, url, plan, expiresAt: dateOf(expires_at) } });
    await recordAudit(tx, ctx, { action: 'plan.checkout_started', target: { id: teamId }, after: { plan } });
  });
  return { url };
}
