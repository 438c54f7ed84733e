import { type Birth, type EmbeddedList, type Metadata, none } from './none.ts';

export type Transfer = ReturnType<typeof newTransfer>;
export type TransferReversal = ReturnType<typeof newTransferReversal>;

/** https://docs.stripe.com/api/transfers/object; minor units. */
export function newTransfer(
  { id, created }: Birth,
  fields: { amount: number; currency: string; destination: string },
) {
  return {
    id,
    object: 'transfer' as const,
    amount: fields.amount,
    amount_reversed: 0,
    balance_transaction: none<string>(),
    created,
    currency: fields.currency,
    description: none<string>(),
    destination: fields.destination,
    destination_payment: none<string>(),
    livemode: false,
    metadata: {} as Metadata,
    reversals: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/transfers/${id}/reversals`,
    } as EmbeddedList<TransferReversal>,
    reversed: false,
    source_transaction: none<string>(),
    source_type: 'card',
    transfer_group: none<string>(),
  };
}

/** https://docs.stripe.com/api/transfer_reversals/object; minor units. */
export function newTransferReversal(
  { id, created }: Birth,
  fields: { amount: number; currency: string; transfer: string; metadata: Metadata },
) {
  return {
    id,
    object: 'transfer_reversal' as const,
    amount: fields.amount,
    balance_transaction: none<string>(),
    created,
    currency: fields.currency,
    destination_payment_refund: none<string>(),
    metadata: fields.metadata,
    source_refund: none<string>(),
    transfer: fields.transfer,
  };
}
