import { AppError, newId, type PurchaseStarted, purchaseTemplateInputSchema } from '@agent-factory/contracts';
import { type Transaction, withClerk } from '@agent-factory/db';
import {
  insertPurchase,
  type PurchaseRow,
  selectOpenPurchase,
  selectTemplateOffer,
  type TemplateOffer,
} from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { completePurchase } from './complete-purchase.ts';
import { forgetListing } from './forget-listing.ts';
import { openCheckout } from './open-checkout.ts';
import { isOwned, templateIdOf, versionIdOf } from './purchase-view.ts';
import type { SellableOffer } from './sellable-offer.ts';

/**
 * Buys a template for the team. What costs nothing, and what the team has already, it owns at once; for the rest the
 * answer is the page on which it is paid, the same for everybody who asks meanwhile. The team owns it when Stripe has
 * confirmed the payment. What costs nothing takes `marketplace:write`; to spend the team's money takes `billing:write`.
 * Errors: `forbidden`; `not_found` for what is not listed; `conflict` for the team's own; `unavailable` where payments
 * are not set up or do not answer.
 */
export async function purchaseTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof purchaseTemplateInputSchema>;
}): Promise<PurchaseStarted> {
  requireScope(ctx.actor, 'billing:write', 'marketplace:write');
  const { template_id: templateId, return_path } = parseInput(purchaseTemplateInputSchema, input);
  const { purchase, offer } = await withClerk(ctx.db, (tx) => begin(tx, ctx, templateId));
  if (isOwned(purchase)) {
    await forgetListing(ctx, templateId);
    return started(purchase);
  }
  const paid = await openCheckout(ctx, purchase, offer, return_path ?? `/marketplace/${templateId}/purchase`);
  return started(paid);
}

async function begin(
  tx: Transaction,
  ctx: ServiceContext,
  templateId: string,
): Promise<{ purchase: PurchaseRow; offer: SellableOffer }> {
  const buyerTeamId = ctx.actor.teamId;
  const offer = await selectTemplateOffer(tx, { templateId });
  const before = await selectOpenPurchase(tx, { buyerTeamId, templateId });
  // What the team owns stays its own, listed or not.
  if (before !== undefined && isOwned(before)) return { purchase: before, offer: sellable(before, offer) };
  if (offer === undefined || offer.status !== 'listed' || offer.versionId === null)
    throw notFound('template');
  if (offer.sellerTeamId === buyerTeamId) {
    throw new AppError('conflict', 'This template is the team’s own: there is nothing to buy.');
  }
  if (offer.priceMinor > 0 || (before?.amountMinor ?? 0) > 0) requireScope(ctx.actor, 'billing:write');
  const agreed = { ...offer, versionId: offer.versionId };
  if (before !== undefined) return { purchase: before, offer: agreed };
  const { actor } = ctx;
  const id = newId('purchase', ctx.clock.now());
  const isFirst = await insertPurchase(tx, {
    id,
    buyerTeamId,
    templateId,
    templateVersionId: offer.versionId,
    sellerTeamId: offer.sellerTeamId,
    title: offer.title,
    amountMinor: offer.priceMinor,
    currency: offer.currency,
    lineage: offer.lineage,
    boughtBy: actor.type === 'user' ? actor.userId : null,
    apiKeyId: actor.type === 'apiKey' ? actor.keyId : null,
  });
  const purchase = await selectOpenPurchase(tx, { buyerTeamId, templateId });
  if (purchase === undefined) throw new AppError('unavailable', 'Somebody else is at it. Try again.');
  if (!isFirst) return { purchase, offer: agreed };
  await recordAudit(tx, ctx, {
    action: 'purchase.started',
    target: { id, name: offer.title },
    after: { template_id: templateId, amount_minor: offer.priceMinor, currency: offer.currency },
  });
  if (offer.priceMinor > 0) return { purchase, offer: agreed };
  return { purchase: await completePurchase(tx, purchase, { at: new Date(ctx.clock.now()) }), offer: agreed };
}

/** What is owned keeps the terms that it was bought on. */
function sellable(owned: PurchaseRow, offer: TemplateOffer | undefined): SellableOffer {
  return {
    sellerTeamId: owned.sellerTeamId,
    title: owned.title,
    status: offer?.status ?? 'unlisted',
    priceMinor: owned.amountMinor,
    currency: owned.currency,
    publisher: offer?.publisher ?? '',
    lineage: owned.lineage,
    versionId: owned.templateVersionId,
  };
}

function started(purchase: PurchaseRow): PurchaseStarted {
  const owned = isOwned(purchase);
  return {
    purchase_id: purchase.id,
    owned,
    checkout_url: owned ? null : purchase.checkoutUrl,
    receipt_url: purchase.receiptUrl,
    template: {
      template_id: templateIdOf(purchase.templateId),
      template_version_id: versionIdOf(purchase.templateVersionId),
      title: purchase.title,
      price_minor: purchase.amountMinor - purchase.taxMinor,
      currency: purchase.currency,
    },
  };
}
