import { type RedirectView, returnPathInputSchema } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { askStripe, requireStripe } from './require-stripe.ts';
import { webAddress } from './web-address.ts';

/** The page of Stripe's on which a team changes its card and address and finds its invoices. Errors: `unavailable`. */
export async function openBillingPortal({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof returnPathInputSchema>;
}): Promise<RedirectView> {
  requireScope(ctx.actor, 'billing:write');
  const { return_path: path = '/settings/billing' } = parseInput(returnPathInputSchema, input);
  const { teamId } = ctx.actor;
  const customer = await ensureCustomer(ctx);
  const stripe = await requireStripe(ctx);
  const session = await askStripe(() =>
    stripe.billingPortal.sessions.create({ customer, return_url: webAddress(ctx, path) }),
  );
  await withClerk(ctx.db, (tx) =>
    recordAudit(tx, ctx, { action: 'plan.portal_opened', target: { id: teamId } }),
  );
  return { url: session.url };
}
