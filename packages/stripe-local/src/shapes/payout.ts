import { type Birth, type Metadata, none } from './none.ts';

export type Payout = ReturnType<typeof newPayout>;
export type PayoutStatus = 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';

/** https://docs.stripe.com/api/payouts/object; minor units. */
export function newPayout(
  { id, created }: Birth,
  fields: {
    amount: number;
    currency: string;
    arrival_date: number;
    automatic: boolean;
    destination: string | null;
  },
) {
  return {
    id,
    object: 'payout' as const,
    amount: fields.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: fields.arrival_date,
    automatic: fields.automatic,
    balance_transaction: none<string>(),
    created,
    currency: fields.currency,
    description: fields.automatic ? 'STRIPE PAYOUT' : none<string>(),
    destination: fields.destination,
    failure_balance_transaction: none<string>(),
    failure_code: none<string>(),
    failure_message: none<string>(),
    livemode: false,
    metadata: {} as Metadata,
    method: 'standard',
    original_payout: none<string>(),
    payout_method: none<string>(),
    reconciliation_status: fields.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: none<string>(),
    source_type: 'card',
    statement_descriptor: none<string>(),
    status: 'pending' as PayoutStatus,
    trace_id: { status: 'pending', value: none<string>() },
    type: 'bank_account',
  };
}
