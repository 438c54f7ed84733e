import { postFee, postSubscription, postSubscriptionRefund } from '@agent-factory/billing';
import { withClerk } from '@agent-factory/db';
import type Stripe from 'stripe';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { type Movement, movementOf } from './purchase-facts.ts';
import { askStripe, requireStripe, whole } from './require-stripe.ts';

/** Books the payment of a plan's invoice, and what was given back of it. */
export async function settleSubscriptionPayment(
  services: BillingServices,
  intentId: string,
  invoice: Stripe.Invoice | null = null,
): Promise<void> {
  const stripe = await requireStripe(services);
  const intent = await askStripe(() =>
    stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge.balance_transaction'] }),
  );
  if (intent.status !== 'succeeded') return;
  const { currency, amount_received: amountMinor } = intent;
  const moved = movementOf(whole(intent.latest_charge, 'charge').balance_transaction);
  if (moved === null) return;
  const of = invoice ?? (await invoiceOf(stripe, intentId));
  const taxMinor = (of?.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  const payment = { currency, amountMinor, taxMinor: Math.min(taxMinor, amountMinor) };
  const returns: { id: string; amountMinor: number; moved: Movement }[] = [];
  await askStripe(async () => {
    const list = stripe.refunds.list({
      payment_intent: intentId,
      limit: 100,
      expand: ['data.balance_transaction'],
    });
    for await (const refund of list) {
      const back = movementOf(refund.balance_transaction);
      if (back !== null) returns.push({ id: refund.id, amountMinor: refund.amount, moved: back });
    }
  });
  await withClerk(services.db, async (tx) => {
    await book(tx, {
      cause: 'subscription',
      causeId: intentId,
      postings: postSubscription(currency, amountMinor, payment.taxMinor),
      at: moved.at,
      balanceTransaction: moved.id,
    });
    await book(tx, {
      cause: 'fee',
      causeId: moved.id,
      postings: postFee(currency, moved.feeMinor),
      at: moved.at,
      balanceTransaction: moved.id,
    });
    // Stripe lists the newest first; what each gives back of the tax depends on those before it.
    let returned = 0;
    for (const back of returns.reverse()) {
      const postings = postSubscriptionRefund(payment, returned, back.amountMinor);
      returned += back.amountMinor;
      await book(tx, {
        cause: 'subscription_refund',
        causeId: back.id,
        postings,
        at: back.moved.at,
        balanceTransaction: back.moved.id,
      });
    }
  });
}

async function invoiceOf(stripe: Stripe, intentId: string): Promise<Stripe.Invoice | null> {
  const { data } = await askStripe(() =>
    stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intentId },
      expand: ['data.invoice'],
      limit: 1,
    }),
  );
  const invoice = data[0]?.invoice;
  return invoice === undefined || typeof invoice === 'string' || !('total' in invoice) ? null : invoice;
}
