import { withClerk } from '@agent-factory/db';
import { insertCustomer, selectCustomer } from '@agent-factory/db/billing';
import type { ServiceContext } from '../service-context.ts';
import { askStripe, requireStripe } from './require-stripe.ts';

/** The team as Stripe's customer. Two that are made at once are one: the first that is noted stays. */
export async function ensureCustomer(ctx: ServiceContext): Promise<string> {
  const { teamId } = ctx.actor;
  const known = await withClerk(ctx.db, (tx) => selectCustomer(tx, { teamId }));
  if (known !== undefined) return known.stripeCustomerId;
  const stripe = await requireStripe(ctx);
  const { id: stripeCustomerId } = await askStripe(() =>
    stripe.customers.create({ metadata: { team_id: teamId } }, { idempotencyKey: `customer:${teamId}` }),
  );
  return withClerk(ctx.db, async (tx) => {
    await insertCustomer(tx, { teamId, stripeCustomerId });
    return (await selectCustomer(tx, { teamId }))?.stripeCustomerId ?? stripeCustomerId;
  });
}
