import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type PurchaseId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  claimCheckout,
  type PurchaseRow,
  selectPurchaseById,
  updatePurchase,
} from '@agent-factory/db/billing';
import type Stripe from 'stripe';
import type { ServiceContext } from '../service-context.ts';
import { checkoutTerms } from './checkout-terms.ts';
import { ensureCustomer } from './ensure-customer.ts';
import { isOwned } from './purchase-view.ts';
import { askStripe, dateOf, requireStripe } from './require-stripe.ts';
import type { SellableOffer } from './sellable-offer.ts';
import { settlePurchase } from './settle-purchase.ts';
import { checkoutClaimMs, checkoutLeastLeftMs } from './terms.ts';
import { webAddress } from './web-address.ts';

/** How long a caller waits for another who is making the page. */
const patienceMs = 15_000;
const lookEveryMs = 50;

/**
 * The page on which a purchase is paid: one at a time, whoever asks. One process makes it, the others wait for it; a
 * process that died over it is followed by one that looks first for what it had made. A page whose price is not the
 * listing's any more is closed at Stripe before there is another.
 */
export async function openCheckout(
  ctx: ServiceContext,
  purchase: PurchaseRow,
  offer: SellableOffer,
  returnPath: string,
): Promise<PurchaseRow> {
  const { id } = purchase;
  const until = ctx.clock.now() + patienceMs;
  for (;;) {
    const standing = await read(ctx, id);
    if (isOwned(standing)) return standing;
    if (standing.status !== 'pending') {
      throw new AppError('conflict', 'This purchase has ended. Start it again.');
    }
    if (standing.checkoutSessionId !== null) {
      if (isGood(standing, offer, ctx.clock.now())) return standing;
      await closeCheckout(ctx, standing, offer);
      continue;
    }
    const at = new Date(ctx.clock.now());
    const claim = await withClerk(ctx.db, (tx) => claimCheckout(tx, { id, at, spanMs: checkoutClaimMs }));
    if (claim !== undefined) {
      await makeCheckout(ctx, standing, { ...claim, returnPath });
      return read(ctx, id);
    }
    if (ctx.clock.now() > until) {
      throw new AppError('unavailable', 'The checkout is being made. Try again in a moment.', {
        retryAfterSeconds: 2,
      });
    }
    await sleep(lookEveryMs);
  }
}

async function read(ctx: ServiceContext, id: PurchaseId): Promise<PurchaseRow> {
  const row = await withClerk(ctx.db, (tx) => selectPurchaseById(tx, { id }));
  if (row === undefined) throw new Error(`purchase ${id} is gone`);
  return row;
}

function isGood(purchase: PurchaseRow, offer: SellableOffer, now: number): boolean {
  return (
    purchase.amountMinor === offer.priceMinor &&
    purchase.currency === offer.currency &&
    purchase.templateVersionId === offer.versionId &&
    purchase.checkoutExpiresAt !== null &&
    purchase.checkoutExpiresAt.getTime() - now > checkoutLeastLeftMs
  );
}

/** Closes a page that is not to be paid any more, unless it has been paid, and takes over what the listing says now. */
async function closeCheckout(
  ctx: ServiceContext,
  purchase: PurchaseRow,
  offer: SellableOffer,
): Promise<void> {
  const { id, checkoutSessionId } = purchase;
  if (checkoutSessionId === null) return;
  const stripe = await requireStripe(ctx);
  const session = await askStripe(() => stripe.checkout.sessions.retrieve(checkoutSessionId));
  if (session.status === 'complete') {
    await settlePurchase({ services: ctx, purchaseId: id });
    const settled = await read(ctx, id);
    if (isOwned(settled)) return;
    throw new AppError('conflict', 'The payment is under way. Look again in a minute.', {
      retryAfterSeconds: 60,
    });
  }
  if (session.status === 'open') await askStripe(() => stripe.checkout.sessions.expire(checkoutSessionId));
  await withClerk(ctx.db, async (tx) => {
    const held = await selectPurchaseById(tx, { id, lock: true });
    if (held?.status !== 'pending' || held.checkoutSessionId !== checkoutSessionId) return;
    await updatePurchase(tx, {
      id,
      change: {
        checkoutNumber: held.checkoutNumber + 1,
        checkoutSessionId: null,
        checkoutUrl: null,
        checkoutExpiresAt: null,
        checkoutClaimedUntil: null,
        checkoutTriedAt: null,
        amountMinor: offer.priceMinor,
        currency: offer.currency,
        templateVersionId: offer.versionId,
        title: offer.title,
        lineage: offer.lineage,
      },
    });
  });
}

async function makeCheckout(
  ctx: ServiceContext,
  purchase: PurchaseRow,
  { number, triedAt, returnPath }: { number: number; triedAt: Date | null; returnPath: string },
): Promise<void> {
  const { id } = purchase;
  try {
    const customer = await ensureCustomer(ctx);
    const stripe = await requireStripe(ctx);
    const session = await askStripe(async () => {
      const made = triedAt === null ? undefined : await findCheckout(stripe, customer, id, number);
      return made ?? createCheckout(ctx, stripe, purchase, { customer, number, returnPath });
    });
    await withClerk(ctx.db, (tx) =>
      updatePurchase(tx, {
        id,
        change: {
          checkoutSessionId: session.id,
          checkoutUrl: session.url,
          checkoutExpiresAt: dateOf(session.expires_at),
          checkoutClaimedUntil: null,
        },
      }),
    );
  } catch (error) {
    // The next who asks need not wait for the claim to end; that it was tried stays noted.
    await withClerk(ctx.db, (tx) => updatePurchase(tx, { id, change: { checkoutClaimedUntil: null } }));
    throw error;
  }
}

/**
 * What somebody made who could not say so any more. Asked before another is made, since an idempotency key is forgotten
 * after a day while the page it made may have been paid.
 */
async function findCheckout(
  stripe: Stripe,
  customer: string,
  purchaseId: PurchaseId,
  number: number,
): Promise<Stripe.Checkout.Session | undefined> {
  for await (const session of stripe.checkout.sessions.list({ customer, limit: 100 })) {
    const isIt =
      session.client_reference_id === purchaseId && session.metadata?.checkout_number === String(number);
    if (isIt && session.status !== 'expired') return session;
  }
  return undefined;
}

function createCheckout(
  ctx: ServiceContext,
  stripe: Stripe,
  purchase: PurchaseRow,
  { customer, number, returnPath }: { customer: string; number: number; returnPath: string },
): Promise<Stripe.Checkout.Session> {
  const { id, templateId, title, amountMinor, currency } = purchase;
  const metadata = { purchase_id: id, template_id: templateId, checkout_number: String(number) };
  // The same key has to come with the same parameters: where to return to is the caller's to say, the terms change.
  const terms = checkoutTerms(ctx);
  const path = createHash('sha256')
    .update(JSON.stringify([returnPath, terms]))
    .digest('hex')
    .slice(0, 16);
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      customer,
      client_reference_id: id,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency,
            unit_amount: amountMinor,
            // A creator's price is theirs to the cent wherever the buyer is: tax comes on top.
            tax_behavior: 'exclusive',
            product_data: { name: title },
          },
        },
      ],
      ...terms,
      metadata,
      payment_intent_data: { metadata, transfer_group: id, description: title },
      success_url: webAddress(ctx, returnPath, `purchase=${id}`),
      cancel_url: webAddress(ctx, returnPath, `purchase=${id}&cancelled=1`),
    },
    { idempotencyKey: `purchase:${id}:${number}:${path}` },
  );
}
