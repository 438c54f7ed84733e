import type { Plan, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CustomerRow, SubscriptionRow } from './rows.ts';

/** The one place where the text of `checkout_plan` is said to be what its check allows. */
function customersOf(tx: Transaction) {
  return tx
    .selectFrom('billing_customers')
    .select([
      'team_id as teamId',
      'stripe_customer_id as stripeCustomerId',
      'tried_at as triedAt',
      'checkout_session_id as checkoutSessionId',
      'checkout_url as checkoutUrl',
      'checkout_plan as checkoutPlan',
      'checkout_expires_at as checkoutExpiresAt',
    ])
    .$castTo<CustomerRow>();
}

/** Keeps the first that is said; which one that was is read afterwards. */
export async function insertCustomer(
  tx: Transaction,
  { teamId, stripeCustomerId }: { teamId: TeamId; stripeCustomerId: string },
): Promise<void> {
  await tx
    .insertInto('billing_customers')
    .values({ team_id: teamId, stripe_customer_id: stripeCustomerId })
    .onConflict((conflict) => conflict.column('team_id').doNothing())
    .execute();
}

export function selectCustomer(
  tx: Transaction,
  { teamId, lock = false }: { teamId: TeamId; lock?: boolean },
): Promise<CustomerRow | undefined> {
  const query = customersOf(tx).where('team_id', '=', teamId);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** For the clerk: whose customer that is. */
export function selectCustomerByStripeId(
  tx: Transaction,
  { stripeCustomerId }: { stripeCustomerId: string },
): Promise<CustomerRow | undefined> {
  return customersOf(tx).where('stripe_customer_id', '=', stripeCustomerId).executeTakeFirst();
}

export async function notePlanCheckout(
  tx: Transaction,
  {
    teamId,
    checkout,
  }: { teamId: TeamId; checkout: { id: string; url: string; plan: string; expiresAt: Date } | null },
): Promise<void> {
  await tx
    .updateTable('billing_customers')
    .set({
      checkout_session_id: checkout?.id ?? null,
      checkout_url: checkout?.url ?? null,
      checkout_plan: checkout?.plan ?? null,
      checkout_expires_at: checkout?.expiresAt ?? null,
    })
    .where('team_id', '=', teamId)
    .execute();
}

export function selectSubscription(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<SubscriptionRow | undefined> {
  return tx
    .selectFrom('subscriptions')
    .select([
      'team_id as teamId',
      'stripe_subscription_id as stripeSubscriptionId',
      'plan',
      'status',
      'current_period_start as currentPeriodStart',
      'current_period_end as currentPeriodEnd',
      'trial_end as trialEnd',
      'cancel_at as cancelAt',
      'past_due_since as pastDueSince',
      'entitled_until as entitledUntil',
    ])
    .where('team_id', '=', teamId)
    .$castTo<SubscriptionRow>()
    .executeTakeFirst();
}

/** How the team's subscription stands now, and with it the plan that the team has: both or neither. */
export async function putSubscription(tx: Transaction, subscription: SubscriptionRow): Promise<void> {
  const state = {
    stripe_subscription_id: subscription.stripeSubscriptionId,
    plan: subscription.plan,
    status: subscription.status,
    current_period_start: subscription.currentPeriodStart,
    current_period_end: subscription.currentPeriodEnd,
    trial_end: subscription.trialEnd,
    cancel_at: subscription.cancelAt,
    past_due_since: subscription.pastDueSince,
    entitled_until: subscription.entitledUntil,
    updated_at: new Date(),
  };
  await tx
    .insertInto('subscriptions')
    .values({ team_id: subscription.teamId, ...state })
    .onConflict((conflict) => conflict.column('team_id').doUpdateSet(state))
    .execute();
  await tx
    .updateTable('teams')
    .set({
      subscribed_plan: subscription.entitledUntil === null ? null : subscription.plan,
      subscribed_until: subscription.entitledUntil,
    })
    .where('id', '=', subscription.teamId)
    .execute();
  if (subscription.trialEnd !== null) {
    await tx
      .updateTable('billing_customers')
      .set({ tried_at: sql`coalesce(tried_at, now())` })
      .where('team_id', '=', subscription.teamId)
      .execute();
  }
}

/** The plan that the team has, and the one that an operator gave it; null for what the deployment gives to all. */
export async function selectTeamPlan(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<{ plan: Plan | null; given: Plan | null } | undefined> {
  const { rows } = await sql<{ plan: Plan | null; given: Plan | null }>`
    select app.plan_of(t.plan, t.subscribed_plan, t.subscribed_until, now()) as plan, t.plan as given
    from public.teams t where t.id = ${teamId}`.execute(tx);
  return rows[0];
}

/** Subscriptions that somebody would be charged for though their team is deleted. */
export async function listSubscriptionsOfShutTeams(
  tx: Transaction,
  { limit }: { limit: number },
): Promise<{ stripeSubscriptionId: string }[]> {
  const { rows } = await sql<{ stripeSubscriptionId: string }>`
    select s.stripe_subscription_id as "stripeSubscriptionId"
    from public.subscriptions s join public.teams t on t.id = s.team_id
    where t.deleted_at is not null and s.status not in ('canceled', 'incomplete_expired')
    order by s.team_id limit ${limit}`.execute(tx);
  return rows;
}
