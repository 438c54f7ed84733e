import { type PurchaseView, purchaseIdInputSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { listRefunds, selectPurchase } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { purchaseView } from './purchase-view.ts';

/** One of the team's purchases, with what was given back of it. Errors: `not_found`. */
export async function getPurchase({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof purchaseIdInputSchema>;
}): Promise<PurchaseView> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { purchase_id: id } = parseInput(purchaseIdInputSchema, input);
  const buyerTeamId = ctx.actor.teamId;
  const found = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const purchase = await selectPurchase(tx, { id, buyerTeamId });
    if (purchase === undefined) return undefined;
    return { purchase, refunds: await listRefunds(tx, { purchaseId: id, buyerTeamId }) };
  });
  if (found === undefined) throw notFound('purchase');
  return purchaseView(found.purchase, found.refunds, ctx.clock.now());
}
