import { AppError, type PurchaseView, refundPurchaseInputSchema } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { selectPurchaseById } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { askRefund } from './ask-refund.ts';
import { getPurchase } from './get-purchase.ts';

/**
 * Gives the buyer their money back, or a part of it, within the fourteen days in which they need no reason. The money
 * moves by a job; the answer shows it as requested. Errors: `not_found`; `conflict` where the time is over, or for more
 * than is left.
 */
export async function refundPurchase({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof refundPurchaseInputSchema>;
}): Promise<PurchaseView> {
  requireScope(ctx.actor, 'billing:write');
  const { purchase_id: id, amount_minor, note } = parseInput(refundPurchaseInputSchema, input);
  const now = ctx.clock.now();
  await withClerk(ctx.db, async (tx) => {
    const purchase = await selectPurchaseById(tx, { id, lock: true });
    if (purchase?.buyerTeamId !== ctx.actor.teamId) throw notFound('purchase');
    if (purchase.refundableUntil !== null && purchase.refundableUntil.getTime() <= now) {
      throw new AppError(
        'conflict',
        `It could be given back until ${purchase.refundableUntil.toISOString().slice(0, 10)}. Ask an operator where something is wrong with it.`,
      );
    }
    const reason = 'buyer';
    const { refundId, amountMinor } = await askRefund(tx, purchase, {
      amountMinor: amount_minor,
      reason,
      note,
      now,
    });
    await recordAudit(tx, ctx, {
      action: 'purchase.refund_requested',
      target: { id, name: purchase.title },
      after: { refund_id: refundId, amount_minor: amountMinor, currency: purchase.currency, reason },
    });
  });
  return getPurchase({ ctx, input: { purchase_id: id } });
}
