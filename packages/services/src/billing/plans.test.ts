import { afterAll, beforeAll, expect, test } from 'vitest';
import { getQuota } from '../quotas/get.ts';
import { refusalError } from '../testing/stand.ts';
import { changePlan, previewPlan } from './change-plan.ts';
import { getBilling } from './get-billing.ts';
import { listInvoices } from './list-invoices.ts';
import { openBillingPortal } from './open-portal.ts';
import { reconcile } from './reconcile.ts';
import { startPlanCheckout } from './start-plan-checkout.ts';
import { type MoneyStand, openMoneyStand } from './testing/money-stand.ts';

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const day = 86_400;

async function subscribe(ctx: Awaited<ReturnType<MoneyStand['tenant']>>, card?: string) {
  await startPlanCheckout({ ctx, input: { plan: 'pro' } });
  const [row] = await money.rows<{ id: string }>(
    'select checkout_session_id as id from public.billing_customers where team_id = $1',
    [ctx.actor.teamId],
  );
  money.local.checkout(row?.id ?? '', card, { approve: true });
  await money.settle();
}

test('a plan is tried, paid, changed with what is left set against it, and ended by the clock', async () => {
  const ctx = await money.tenant();
  expect(await getBilling({ ctx })).toMatchObject({
    plan: 'enterprise',
    plan_from: 'default',
    test_mode: true,
    trial_available: true,
    subscription: { status: 'none' },
  });
  const [one, two] = await Promise.all([
    startPlanCheckout({ ctx, input: { plan: 'pro' } }),
    startPlanCheckout({ ctx, input: { plan: 'pro' } }),
  ]);
  expect(one).toEqual(two);
  await subscribe(ctx);
  expect(await getBilling({ ctx })).toMatchObject({
    plan: 'pro',
    plan_from: 'subscription',
    trial_available: false,
    subscription: { status: 'trialing', plan: 'pro' },
  });
  // The one place that says so is what quotas read.
  expect(await getQuota({ ctx })).toMatchObject({ plan: 'pro', runs: { limit: 50_000 } });
  const again = startPlanCheckout({ ctx, input: { plan: 'enterprise' } });
  expect(await refusalError(again)).toMatchObject({ code: 'conflict' });

  money.local.advance(15 * day);
  await money.settle();
  expect((await getBilling({ ctx })).subscription.status).toBe('active');
  const preview = await previewPlan({ ctx, input: { plan: 'enterprise' } });
  expect(preview.due_now_minor).toBeGreaterThan(0);
  expect(preview.next_payment_minor).toBe(49_900);
  expect(await changePlan({ ctx, input: { plan: 'enterprise' } })).toMatchObject({ plan: 'enterprise' });
  await money.settle();
  const invoices = await listInvoices({ ctx });
  expect(invoices.items.length).toBeGreaterThanOrEqual(2);
  expect((await openBillingPortal({ ctx, input: {} })).url).toMatch(/^http/);

  const ended = await changePlan({ ctx, input: { plan: 'free' } });
  expect(ended.plan).toBe('enterprise');
  expect(ended.subscription.cancel_at).not.toBeNull();
  expect(ended.subscription.entitled_until).toBe(ended.subscription.cancel_at);

  const since = new Date(Date.now() - day * 1_000);
  const id = await reconcile({
    services: money.services,
    since,
    until: new Date(Date.now() + 60 * day * 1_000),
  });
  const differences = await money.rows(
    'select * from public.reconciliation_differences where reconciliation_id = $1',
    [id],
  );
  expect(differences).toEqual([]);
}, 120_000);

test('a renewal that fails leaves the plan for the grace, then takes it and nothing else', async () => {
  const ctx = await money.tenant();
  await subscribe(ctx, '4000000000000341');
  money.local.advance(15 * day);
  await money.settle();
  const owing = await getBilling({ ctx });
  expect(owing).toMatchObject({ plan: 'pro', subscription: { status: 'past_due' } });
  const until = Date.parse(owing.subscription.entitled_until ?? '');
  expect(until).toBeGreaterThan(Date.now() + 13 * day * 1_000);
  await money.rows(`update public.teams set subscribed_until = now() - interval '1 second' where id = $1`, [
    ctx.actor.teamId,
  ]);
  expect(await getBilling({ ctx })).toMatchObject({ plan: 'enterprise', plan_from: 'default' });
}, 120_000);
