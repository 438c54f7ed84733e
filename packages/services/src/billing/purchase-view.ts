import { refundableMinor } from '@agent-factory/billing';
import type { PurchaseView, RefundView } from '@agent-factory/contracts';
import type { PurchaseRow, RefundRow } from '@agent-factory/db/billing';
import { saleOf } from './sale-of.ts';

export function isOwned({ status }: Pick<PurchaseRow, 'status'>): boolean {
  return status === 'completed' || status === 'disputed';
}

export function purchaseView(
  purchase: PurchaseRow,
  refunds: readonly RefundRow[],
  now: number,
): PurchaseView {
  const requested = refunds.filter(({ status }) => status === 'requested');
  const asked = requested.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const open = purchase.refundableUntil !== null && purchase.refundableUntil.getTime() > now;
  return {
    purchase_id: purchase.id,
    template_id: templateIdOf(purchase.templateId),
    template_version_id: versionIdOf(purchase.templateVersionId),
    title: purchase.title,
    amount_minor: purchase.amountMinor,
    tax_minor: purchase.taxMinor,
    currency: purchase.currency,
    status: purchase.status,
    owned: isOwned(purchase),
    returned_minor: purchase.returnedMinor,
    owed_minor: purchase.owedMinor,
    refundable_minor:
      open && isOwned(purchase) ? Math.max(0, refundableMinor(saleOf(purchase), purchase) - asked) : 0,
    refundable_until: purchase.refundableUntil?.toISOString() ?? null,
    receipt_url: purchase.receiptUrl,
    created_at: purchase.createdAt.toISOString(),
    completed_at: purchase.completedAt?.toISOString() ?? null,
    refunds: refunds.map(refundView),
  };
}

export function refundView(refund: RefundRow): RefundView {
  return {
    refund_id: refund.id,
    amount_minor: refund.amountMinor,
    currency: refund.currency,
    reason: refund.reason,
    note: refund.note,
    status: refund.status,
    failure: refund.failure,
    created_at: refund.createdAt.toISOString(),
  };
}

/** A check of the table says that it is one. */
export function templateIdOf(id: string): PurchaseView['template_id'] {
  return id as PurchaseView['template_id'];
}
export function versionIdOf(id: string): PurchaseView['template_version_id'] {
  return id as PurchaseView['template_version_id'];
}
