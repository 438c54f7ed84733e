import { newId, type PurchaseId } from '@agent-factory/contracts';
import { type Transaction, withClerk } from '@agent-factory/db';
import {
  countTemplatePurchase,
  type PurchaseRow,
  type PurchaseStatus,
  selectPurchaseById,
  settleDeployments,
  updatePurchase,
} from '@agent-factory/db/billing';
import type { Services } from '../service-context.ts';
import { bookDisputes } from './book-disputes.ts';
import { bookRefunds } from './book-refunds.ts';
import { completePurchase } from './complete-purchase.ts';
import { forgetListing } from './forget-listing.ts';
import { type PurchaseFacts, readPurchaseFacts } from './purchase-facts.ts';
import { isOwned } from './purchase-view.ts';
import { takeBackFromCreators } from './take-back.ts';

/**
 * Brings a purchase to where it stands at Stripe: paid, given back, in dispute. Whatever event asks for it, in whatever
 * order and however often: what Stripe says now is read, and each movement is booked once. Errors: Stripe's.
 */
export async function settlePurchase({
  services,
  purchaseId: id,
  paymentIntentId = null,
  checkoutSessionId = null,
}: {
  services: Pick<Services, 'db' | 'clock' | 'stripe' | 'cache' | 'onError'>;
  purchaseId: PurchaseId;
  /** The payment that names the purchase, where the purchase may not know of it yet. */
  paymentIntentId?: string | null;
  checkoutSessionId?: string | null;
}): Promise<void> {
  const seen = await withClerk(services.db, (tx) => selectPurchaseById(tx, { id }));
  if (seen === undefined) return;
  const facts = await readPurchaseFacts(services, seen, { paymentIntentId, checkoutSessionId });
  const changed = await withClerk(services.db, async (tx) => {
    const purchase = await selectPurchaseById(tx, { id, lock: true });
    return purchase === undefined ? false : apply(tx, purchase, facts, new Date(services.clock.now()));
  });
  if (changed) await forgetListing(services, seen.templateId);
}

/** True where who owns it has changed. */
async function apply(tx: Transaction, before: PurchaseRow, facts: PurchaseFacts, at: Date): Promise<boolean> {
  const { id } = before;
  if (facts.payment === null) {
    if (before.status === 'pending' && facts.freeSince !== null) {
      await updatePurchase(tx, { id, change: { amountMinor: 0, taxMinor: 0 } });
      await completePurchase(tx, before, { at: facts.freeSince });
      return true;
    }
    if (before.status !== 'pending' || facts.checkout !== 'expired') return false;
    // Another may have been made while Stripe was asked about this one.
    if (before.checkoutSessionId !== facts.checkoutSessionId) return false;
    await updatePurchase(tx, { id, change: { status: 'cancelled' } });
    return false;
  }
  const purchase =
    before.completedAt === null
      ? await completePurchase(tx, before, { at: facts.payment.paidAt, payment: facts.payment })
      : before;
  const refunded = await bookRefunds(tx, purchase, facts.refunds, newId);
  const disputed = await bookDisputes(tx, refunded, facts.disputes);
  const status = statusOf(disputed);
  await updatePurchase(tx, { id, change: { status } });
  const isNow = isOwned({ status });
  if (isOwned(purchase) !== isNow) {
    const { buyerTeamId: teamId, templateId } = purchase;
    await countTemplatePurchase(tx, { templateId, by: isNow ? 1 : -1 });
    await settleDeployments(tx, { teamId, templateId });
  }
  await takeBackFromCreators(tx, disputed, at);
  return isOwned(before) !== isNow;
}

function statusOf({ status, amountMinor, returnedMinor, disputedMinor }: PurchaseRow): PurchaseStatus {
  if (disputedMinor > 0) return 'disputed';
  if (returnedMinor < amountMinor) return 'completed';
  // A dispute that was lost says so; the rest of a whole return was given.
  return status === 'disputed' || status === 'charged_back' ? 'charged_back' : 'refunded';
}
