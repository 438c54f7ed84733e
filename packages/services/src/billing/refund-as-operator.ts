import { type RefundView, refundPurchaseInputSchema } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { selectPurchaseById, selectRefundById } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireOperator } from '../access/require-operator.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { askRefund } from './ask-refund.ts';
import { refundView } from './purchase-view.ts';

/**
 * Gives any buyer their money back, whenever an operator finds it right; the buyer's audit log says so. Errors:
 * `forbidden`; `not_found`; `conflict` for more than is left.
 */
export async function refundAsOperator({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof refundPurchaseInputSchema>;
}): Promise<RefundView> {
  requireOperator(ctx);
  const { purchase_id: id, amount_minor, note } = parseInput(refundPurchaseInputSchema, input);
  const now = ctx.clock.now();
  const refund = await withClerk(ctx.db, async (tx) => {
    const purchase = await selectPurchaseById(tx, { id, lock: true });
    if (purchase === undefined) throw notFound('purchase');
    const reason = 'operator';
    const asked = await askRefund(tx, purchase, { amountMinor: amount_minor, reason, note, now });
    await recordAudit(tx, ctx, {
      action: 'purchase.refund_requested',
      teamId: purchase.buyerTeamId,
      target: { id, name: purchase.title },
      after: {
        refund_id: asked.refundId,
        amount_minor: asked.amountMinor,
        currency: purchase.currency,
        reason,
      },
    });
    return selectRefundById(tx, { id: asked.refundId });
  });
  if (refund === undefined) throw notFound('purchase');
  return refundView(refund);
}
