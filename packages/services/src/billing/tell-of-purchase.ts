import { partsOfSale } from '@agent-factory/billing';
import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import type { PurchaseRow } from '@agent-factory/db/billing';
import { publishEvent } from '../webhooks/publish.ts';
import { saleOf } from './sale-of.ts';

/** Tells the webhooks of the buyer, and of everybody who earns by it, in the transaction of the purchase. */
export async function tellOfPurchase(tx: Transaction, purchase: PurchaseRow, at: number): Promise<void> {
  const data = {
    purchase_id: purchase.id,
    template_id: purchase.templateId,
    template_version_id: purchase.templateVersionId,
    title: purchase.title,
    amount_minor: purchase.amountMinor,
    currency: purchase.currency,
  };
  await publishEvent(tx, {
    teamId: purchase.buyerTeamId,
    type: 'template.purchased',
    data: { ...data, side: 'buyer', earned_minor: null },
    at,
  });
  const { creators } = partsOfSale(saleOf(purchase), purchase.amountMinor);
  const earned = new Map(creators.map(({ teamId, amountMinor }) => [teamId, amountMinor]));
  if (!earned.has(purchase.sellerTeamId)) earned.set(purchase.sellerTeamId, 0);
  for (const [teamId, amountMinor] of earned) {
    await publishEvent(tx, {
      teamId: teamId as TeamId,
      type: 'template.purchased',
      data: { ...data, side: 'creator', earned_minor: amountMinor },
      at,
    });
  }
}

/** Tells both sides that money went back. */
export async function tellOfRefund(
  tx: Transaction,
  purchase: PurchaseRow,
  refund: { amountMinor: number; reason: string; at: number },
): Promise<void> {
  const data = {
    purchase_id: purchase.id,
    template_id: purchase.templateId,
    title: purchase.title,
    amount_minor: refund.amountMinor,
    currency: purchase.currency,
    reason: refund.reason,
  };
  const { at } = refund;
  await publishEvent(tx, {
    teamId: purchase.buyerTeamId,
    type: 'template.refunded',
    data: { ...data, side: 'buyer' },
    at,
  });
  await publishEvent(tx, {
    teamId: purchase.sellerTeamId,
    type: 'template.refunded',
    data: { ...data, side: 'creator' },
    at,
  });
}
