import { type Birth, type Metadata, none } from './none.ts';

export type Refund = ReturnType<typeof newRefund>;

/** https://docs.stripe.com/api/refunds/object; minor units. */
export function newRefund(
  { id, created }: Birth,
  fields: {
    amount: number;
    currency: string;
    charge: string;
    payment_intent: string | null;
    reason: string | null;
    metadata: Metadata;
  },
) {
  return {
    id,
    object: 'refund' as const,
    amount: fields.amount,
    balance_transaction: none<string>(),
    charge: fields.charge,
    created,
    currency: fields.currency,
    customer: none<string>(),
    customer_account: null,
    /** There once it failed. */
    failure_balance_transaction: undefined as string | undefined,
    failure_reason: undefined as string | undefined,
    destination_details: none<{ card: { reference_status: string; type: string }; type: string }>(),
    metadata: fields.metadata,
    payment_intent: fields.payment_intent,
    payment_method: none<string>(),
    reason: fields.reason,
    receipt_number: none<string>(),
    source_transfer_reversal: none<string>(),
    status: 'succeeded' as 'succeeded' | 'pending' | 'failed' | 'canceled',
    transfer_reversal: none<string>(),
  };
}
