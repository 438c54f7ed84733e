import type { StripeMovement } from '@agent-factory/billing';
import type Stripe from 'stripe';
import { idOf } from './require-stripe.ts';

const daySeconds = 24 * 3_600;
/** A checkout is paid within a day of its making, an invoice by its last retry. */
const checkoutSpan = daySeconds;
const invoiceSpan = 31 * daySeconds;

/** What moved on our balance in a span, and what Stripe says of the tax in it. */
export async function readMovements(stripe: Stripe, since: Date, until: Date): Promise<StripeMovement[]> {
  const created = { gte: Math.floor(since.getTime() / 1_000), lt: Math.floor(until.getTime() / 1_000) };
  const taxes = await readTaxes(stripe, created);
  const movements: StripeMovement[] = [];
  const list = stripe.balanceTransactions.list({ created, limit: 100, expand: ['data.source'] });
  for await (const moved of list) {
    movements.push({
      id: moved.id,
      sourceId: idOf(moved.source),
      type: moved.type,
      currency: moved.currency,
      amountMinor: moved.amount,
      feeMinor: moved.fee,
      taxMinor: taxes.get(intentOf(moved.source)) ?? null,
    });
  }
  return movements;
}

/** The payment whose charge moved it; the balance's own words say nothing of tax. */
function intentOf(source: Stripe.BalanceTransaction['source']): string {
  if (source === null || typeof source === 'string' || source.object !== 'charge') return '';
  return idOf(source.payment_intent) ?? '';
}

/** Tax in minor units by payment: of checkouts that were paid, and of the invoices of plans. */
async function readTaxes(
  stripe: Stripe,
  { gte, lt }: { gte: number; lt: number },
): Promise<Map<string, number>> {
  const taxes = new Map<string, number>();
  const checkouts = { created: { gte: gte - checkoutSpan, lt }, status: 'complete' as const, limit: 100 };
  for await (const { payment_intent, total_details } of stripe.checkout.sessions.list(checkouts)) {
    const intent = idOf(payment_intent);
    if (intent !== null) taxes.set(intent, total_details?.amount_tax ?? 0);
  }
  const invoices = {
    created: { gte: gte - invoiceSpan, lt },
    status: 'paid' as const,
    limit: 100,
    expand: ['data.payments'],
  };
  for await (const { payments, total_taxes } of stripe.invoices.list(invoices)) {
    const tax = (total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
    for (const { payment } of payments?.data ?? []) {
      const intent = idOf(payment.payment_intent);
      if (intent !== null) taxes.set(intent, tax);
    }
  }
  return taxes;
}
