import type { PurchaseId, RefundId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import { listRefundsOfPurchase, selectPurchaseById } from '@agent-factory/db/billing';
import { recordAudit } from '../audit/record.ts';
import { contextFor, type Services } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { askRefund } from './ask-refund.ts';
import { isOwned } from './purchase-view.ts';

/**
 * Gives all of it back that is left, since an invariant that the listing promises broke in the buyer's own runs: at any
 * time after the sale, and once. Null where nothing is to be given back. `note` says which invariant, in which run.
 */
export async function refundForBrokenInvariant({
  services,
  purchaseId: id,
  note,
  broken,
}: {
  services: Services;
  purchaseId: PurchaseId;
  note: string;
  /** What the creator is told by webhook. */
  broken: { version: number; invariants: readonly string[] };
}): Promise<RefundId | null> {
  const now = services.clock.now();
  return withClerk(services.db, async (tx) => {
    const purchase = await selectPurchaseById(tx, { id, lock: true });
    if (purchase === undefined || purchase.status !== 'completed' || !isOwned(purchase)) return null;
    if (purchase.amountMinor === 0) return null;
    const before = await listRefundsOfPurchase(tx, { purchaseId: id });
    if (before.some(({ reason, status }) => reason === 'invariant' && status !== 'failed')) return null;
    const onItsWay = before
      .filter(({ status }) => status === 'requested')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (purchase.amountMinor - purchase.returnedMinor - onItsWay <= 0) return null;
    const reason = 'invariant';
    const asked = await askRefund(tx, purchase, { amountMinor: undefined, reason, note, now });
    const teamId = purchase.buyerTeamId;
    const ctx = contextFor(services, { type: 'system', teamId, reason: 'broken_invariant' });
    await recordAudit(tx, ctx, {
      action: 'purchase.refund_requested',
      target: { id, name: purchase.title },
      after: {
        refund_id: asked.refundId,
        amount_minor: asked.amountMinor,
        currency: purchase.currency,
        reason,
      },
    });
    await publishEvent(tx, {
      teamId: purchase.sellerTeamId,
      type: 'template.invariant_broken',
      data: {
        purchase_id: id,
        template_id: purchase.templateId,
        title: purchase.title,
        version: broken.version,
        invariants: [...broken.invariants],
        amount_minor: asked.amountMinor,
        currency: purchase.currency,
      },
      at: now,
    });
    return asked.refundId;
  });
}
