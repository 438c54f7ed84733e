import { requireMinor, shareDown } from './minor.ts';
import { partsOfSale, type Sale, type SaleParts } from './sale.ts';

/**
 * The accounts of the books. A debit is above zero, a credit below. Those of a creator are kept apart by team.
 * `connected_*` mirror what lies on a creator's own Stripe account: it is theirs, and we only watch it.
 */
export const ledgerAccounts = [
  // What we have: money at Stripe and in the bank, what banks hold back in disputes, what creators owe us.
  'stripe_balance',
  'platform_bank',
  'disputes_held',
  'creator_receivable',
  // What we owe.
  'creator_payable',
  'buyer_payable',
  'tax_payable',
  // What we earned and spent.
  'platform_revenue',
  'subscription_revenue',
  'stripe_fees',
  'write_offs',
  // Watched.
  'connected_balance',
  'connected_owner',
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

export const creatorAccounts = [
  'creator_receivable',
  'creator_payable',
  'connected_balance',
  'connected_owner',
] as const satisfies readonly LedgerAccount[];

/** Why money moved. Together with the id of what moved it, each posts once. */
export const ledgerCauses = [
  'sale',
  'fee',
  'refund',
  'refund_failed',
  'dispute_opened',
  'dispute_won',
  'dispute_lost',
  'transfer',
  'reversal',
  'receivable',
  'recovery',
  'write_off',
  'payout',
  'payout_failed',
  'platform_payout',
  'subscription',
  'subscription_refund',
  'adjustment',
] as const;
export type LedgerCause = (typeof ledgerCauses)[number];

export interface Posting {
  account: LedgerAccount;
  /** Whose, where it is an account of a creator; null for one of the platform. */
  teamId: string | null;
  currency: string;
  /** Above zero a debit, below zero a credit; never zero. */
  amountMinor: number;
}

type Line = readonly [account: LedgerAccount, amountMinor: number, teamId?: string];

/** The lines without those of nothing. Throws where they do not sum to zero: then a rule of this file is wrong. */
function balanced(currency: string, lines: readonly Line[]): Posting[] {
  const sum = lines.reduce((total, [account, amount]) => total + requireMinor(amount, account), 0);
  if (sum !== 0) throw new RangeError(`the postings are off by ${sum}`);
  return lines
    .filter(([, amountMinor]) => amountMinor !== 0)
    .map(([account, amountMinor, teamId]) => ({ account, teamId: teamId || null, currency, amountMinor }));
}

function positive(amount: number, what: string): number {
  if (requireMinor(amount, what) <= 0) throw new RangeError(`${what} is above zero`);
  return amount;
}

/** What is paid is on our balance; of it we owe the tax and the creators' parts, and the rest is earned. */
export function postSale(sale: Sale): Posting[] {
  return balanced(sale.currency, [
    ['stripe_balance', sale.amountMinor],
    ...creditsOf(partsOfSale(sale, sale.amountMinor), 1),
  ]);
}

function creditsOf({ taxMinor, platformMinor, creators }: SaleParts, sign: 1 | -1): Line[] {
  return [
    ['tax_payable', -sign * taxMinor],
    ['platform_revenue', -sign * platformMinor],
    ...creators.map(({ teamId, amountMinor }): Line => ['creator_payable', -sign * amountMinor, teamId]),
  ];
}

/** What Stripe keeps for itself; below zero where it gives a fee back, as of a dispute that was won. Ours, not the creator's. */
export function postFee(currency: string, feeMinor: number): Posting[] {
  return balanced(currency, [
    ['stripe_fees', feeMinor],
    ['stripe_balance', -feeMinor],
  ]);
}

/** Everybody gives back their part of what was given back before and after. */
function returnParts(
  sale: Sale,
  returnedBefore: number,
  amountMinor: number,
  from: LedgerAccount,
): Posting[] {
  const before = partsOfSale(sale, sale.amountMinor - returnedBefore);
  const after = partsOfSale(
    sale,
    sale.amountMinor - returnedBefore - positive(amountMinor, 'what is returned'),
  );
  const totals = new Map<string, Line>();
  for (const [account, amount, teamId = ''] of [...creditsOf(before, -1), ...creditsOf(after, 1)]) {
    const key = `${account} ${teamId}`;
    totals.set(key, [account, (totals.get(key)?.[1] ?? 0) + amount, teamId]);
  }
  return balanced(sale.currency, [...totals.values(), [from, -amountMinor]]);
}

export function postRefund(sale: Sale, returnedBefore: number, amountMinor: number): Posting[] {
  return returnParts(sale, returnedBefore, amountMinor, 'stripe_balance');
}

/** A refund that the buyer's bank did not take: the money is back, and so is everybody's part. */
export function postRefundFailed(sale: Sale, returnedBefore: number, amountMinor: number): Posting[] {
  return postRefund(sale, returnedBefore - amountMinor, amountMinor).map(reversed);
}

/**
 * A refund that the bank did not take of a purchase that is to stay given back: the money is on our balance again, and it
 * is the buyer's. Nobody's part changes.
 */
export function postRefundOwed(currency: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['stripe_balance', positive(amountMinor, 'what is owed to the buyer')],
    ['buyer_payable', -amountMinor],
  ]);
}

/** What was owed to the buyer is sent once more. */
export function postOwedRefund(currency: string, amountMinor: number): Posting[] {
  return postRefundOwed(currency, amountMinor).map(reversed);
}

/** Stripe takes the amount off our balance until the bank has decided. */
export function postDisputeOpened(currency: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['disputes_held', positive(amountMinor, 'the dispute')],
    ['stripe_balance', -amountMinor],
  ]);
}

export function postDisputeWon(currency: string, amountMinor: number): Posting[] {
  return postDisputeOpened(currency, amountMinor).map(reversed);
}

/** What was held is gone, and everybody bears their part of it, as of a refund. */
export function postDisputeLost(sale: Sale, returnedBefore: number, amountMinor: number): Posting[] {
  return returnParts(sale, returnedBefore, amountMinor, 'disputes_held');
}

/** Sent to the creator's own Stripe account: from there on it is theirs. */
export function postTransfer(currency: string, teamId: string, amountMinor: number): Posting[] {
  positive(amountMinor, 'the transfer');
  return balanced(currency, [
    ['creator_payable', amountMinor, teamId],
    ['stripe_balance', -amountMinor],
    ['connected_balance', amountMinor, teamId],
    ['connected_owner', -amountMinor, teamId],
  ]);
}

export function postReversal(currency: string, teamId: string, amountMinor: number): Posting[] {
  return postTransfer(currency, teamId, amountMinor).map(reversed);
}

/** It should have come back and could not, their account being empty: from now on they owe it to us. */
export function postReceivable(currency: string, teamId: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['creator_receivable', positive(amountMinor, 'the receivable'), teamId],
    ['creator_payable', -amountMinor, teamId],
  ]);
}

/** What they owe us is kept of what we owe them. */
export function postRecovery(currency: string, teamId: string, amountMinor: number): Posting[] {
  return postReceivable(currency, teamId, amountMinor).map(reversed);
}

/** An operator gives up on what a creator owes. */
export function postWriteOff(currency: string, teamId: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['write_offs', positive(amountMinor, 'the write-off')],
    ['creator_receivable', -amountMinor, teamId],
  ]);
}

/** From the creator's Stripe account to their bank. */
export function postPayout(currency: string, teamId: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['connected_owner', positive(amountMinor, 'the payout'), teamId],
    ['connected_balance', -amountMinor, teamId],
  ]);
}

export function postPayoutFailed(currency: string, teamId: string, amountMinor: number): Posting[] {
  return postPayout(currency, teamId, amountMinor).map(reversed);
}

/** From our own balance to our own bank; below zero where Stripe takes from the bank. */
export function postPlatformPayout(currency: string, amountMinor: number): Posting[] {
  return balanced(currency, [
    ['platform_bank', amountMinor],
    ['stripe_balance', -amountMinor],
  ]);
}

/** A plan's invoice was paid. */
export function postSubscription(currency: string, amountMinor: number, taxMinor: number): Posting[] {
  return balanced(currency, [
    ['stripe_balance', positive(amountMinor, 'the payment')],
    ['tax_payable', -taxMinor],
    ['subscription_revenue', -(amountMinor - taxMinor)],
  ]);
}

/** A plan's payment: all of it and, of that, tax. */
interface PlanPayment {
  currency: string;
  amountMinor: number;
  taxMinor: number;
}

/** Of a plan's payment so much went back after `returnedBefore`, and of its tax as much as belongs to that. */
export function postSubscriptionRefund(
  { currency, amountMinor: paid, taxMinor: tax }: PlanPayment,
  returnedBefore: number,
  amountMinor: number,
): Posting[] {
  const kept = paid - returnedBefore - positive(amountMinor, 'the refund');
  if (kept < 0) throw new RangeError('more would be given back than was paid');
  const taxBack = shareDown(tax, kept + amountMinor, paid) - shareDown(tax, kept, paid);
  return balanced(currency, [
    ['subscription_revenue', amountMinor - taxBack],
    ['tax_payable', taxBack],
    ['stripe_balance', -amountMinor],
  ]);
}

function reversed(posting: Posting): Posting {
  return { ...posting, amountMinor: -posting.amountMinor };
}
