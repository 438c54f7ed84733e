/** One movement on the platform's balance as Stripe tells it: https://docs.stripe.com/api/balance_transactions */
export interface StripeMovement {
  id: string;
  /** Of the charge, refund, transfer … that moved it; null where Stripe names none. */
  sourceId: string | null;
  type: string;
  currency: string;
  /** With its sign, before Stripe's fee. */
  amountMinor: number;
  feeMinor: number;
  /** Of a charge, the tax that Stripe worked out on it; null where it says nothing of it. */
  taxMinor: number | null;
}

/** What our books say of one movement: every posting to `stripe_balance` that names it. */
export interface BookedMovement {
  id: string;
  cause: string;
  causeId: string;
  currency: string;
  amountMinor: number;
  /** Booked as Stripe's fee on it, below zero as it left the balance. */
  feeMinor: number;
  /** Booked as tax that is owed, of a sale or a plan's payment. */
  taxMinor: number;
  /** Of the charge, refund, transfer … that it is booked for, where the books know it. */
  sourceId: string | null;
  /** How often a cause other than a fee is booked for it: one is right. */
  times: number;
}

export const differenceKinds = [
  'missing_in_ledger',
  'missing_at_stripe',
  'amount_differs',
  'fee_differs',
  'tax_differs',
  'currency_differs',
  'booked_twice',
  'cause_differs',
  'source_differs',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  kind: DifferenceKind;
  /** The balance transaction. */
  id: string;
  sourceId: string | null;
  /** What Stripe says and what the books say, each in words for a person and as it is compared. */
  atStripe: string | null;
  inLedger: string | null;
}

/** Which causes a movement of a type may be booked under; a type that is not here is an `adjustment`. */
const causesOfType: Readonly<Record<string, readonly string[]>> = {
  charge: ['sale', 'subscription'],
  payment: ['sale', 'subscription'],
  refund: ['refund', 'subscription_refund'],
  payment_refund: ['refund', 'subscription_refund'],
  refund_failure: ['refund_failed'],
  payment_failure_refund: ['refund_failed'],
  adjustment: ['dispute_opened', 'dispute_won', 'adjustment'],
  transfer: ['transfer'],
  transfer_refund: ['reversal'],
  transfer_cancel: ['reversal'],
  payout: ['platform_payout'],
  payout_failure: ['platform_payout'],
  payout_cancel: ['platform_payout'],
};

/** Every difference between Stripe's account of our balance and our own, in the order of the movements. */
export function compareBooks(
  stripe: readonly StripeMovement[],
  booked: readonly BookedMovement[],
): Difference[] {
  const inLedger = new Map(booked.map((one) => [one.id, one]));
  const differences: Difference[] = [];
  for (const movement of stripe) {
    const ours = inLedger.get(movement.id);
    inLedger.delete(movement.id);
    differences.push(...compareOne(movement, ours));
  }
  for (const { id, cause, causeId, amountMinor, currency } of inLedger.values()) {
    differences.push({
      kind: 'missing_at_stripe',
      id,
      sourceId: causeId,
      atStripe: null,
      inLedger: `${cause} ${amountMinor} ${currency}`,
    });
  }
  return differences;
}

function compareOne(movement: StripeMovement, ours: BookedMovement | undefined): Difference[] {
  const { id, sourceId, type, currency, amountMinor, feeMinor } = movement;
  const differs = (kind: DifferenceKind, atStripe: string, inLedger: string | null): Difference => ({
    kind,
    id,
    sourceId,
    atStripe,
    inLedger,
  });
  if (ours === undefined) {
    return [differs('missing_in_ledger', `${type} ${amountMinor} ${currency}, fee ${feeMinor}`, null)];
  }
  const found: Difference[] = [];
  const causes = causesOfType[type] ?? ['adjustment'];
  if (!causes.includes(ours.cause)) found.push(differs('cause_differs', type, ours.cause));
  if (ours.sourceId !== null && sourceId !== null && ours.sourceId !== sourceId && ours.times === 1) {
    found.push(differs('source_differs', sourceId, ours.sourceId));
  }
  if (ours.times > 1) found.push(differs('booked_twice', 'once', `${ours.times} times`));
  if (ours.currency !== currency) found.push(differs('currency_differs', currency, ours.currency));
  if (ours.amountMinor !== amountMinor && ours.times <= 1) {
    found.push(
      differs('amount_differs', `${amountMinor} ${currency}`, `${ours.amountMinor} ${ours.currency}`),
    );
  }
  if (-ours.feeMinor !== feeMinor) {
    found.push(differs('fee_differs', `${feeMinor} ${currency}`, `${-ours.feeMinor} ${ours.currency}`));
  }
  if (movement.taxMinor !== null && movement.taxMinor !== ours.taxMinor && ours.times <= 1) {
    found.push(
      differs('tax_differs', `${movement.taxMinor} ${currency}`, `${ours.taxMinor} ${ours.currency}`),
    );
  }
  return found;
}
