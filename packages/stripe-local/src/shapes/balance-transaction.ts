import { type Birth, none } from './none.ts';

export type BalanceTransaction = ReturnType<typeof newBalanceTransaction>;

export type BalanceTransactionType =
  | 'charge'
  | 'refund'
  | 'refund_failure'
  | 'adjustment'
  | 'transfer'
  | 'transfer_refund'
  | 'payment'
  | 'payment_refund'
  | 'payout'
  | 'payout_cancel'
  | 'payout_failure';

export interface FeeDetail {
  amount: number;
  application: null;
  currency: string;
  description: string;
  type: 'stripe_fee';
}

/** https://docs.stripe.com/api/balance_transactions/object; minor units, `net` is `amount` less `fee`. */
export function newBalanceTransaction(
  { id, created }: Birth,
  fields: {
    amount: number;
    currency: string;
    type: BalanceTransactionType;
    reporting_category: string;
    source: string;
    available_on: number;
    fees: FeeDetail[];
    description: string | null;
  },
) {
  const fee = fields.fees.reduce((sum, detail) => sum + detail.amount, 0);
  return {
    id,
    object: 'balance_transaction' as const,
    amount: fields.amount,
    available_on: fields.available_on,
    balance_type: 'payments',
    created,
    currency: fields.currency,
    description: fields.description,
    exchange_rate: none<number>(),
    fee,
    fee_details: fields.fees,
    net: fields.amount - fee,
    reporting_category: fields.reporting_category,
    source: fields.source,
    /** As of its birth; what is served says it as of now. */
    status: 'pending' as 'pending' | 'available',
    type: fields.type,
  };
}
