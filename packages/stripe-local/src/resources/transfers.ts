import { z } from 'zod';
import { createTransfer, reverseTransfer } from '../acts/transfers.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { amount, currency, flag, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';
import { missingObject } from '../http/stripe-error.ts';

export const transfers = [
  route(
    'POST',
    '/v1/transfers',
    z.strictObject({
      amount,
      currency,
      destination: text,
      description: text.optional(),
      metadata: metadata.optional(),
      source_transaction: text.optional(),
      source_type: z.literal('card').optional(),
      transfer_group: text.optional(),
    }),
    ({ world, params }) => createTransfer(world, params),
  ),
  route('GET', '/v1/transfers/:id', nothing, (call) => need(call, 'transfer', call.path.id ?? '')),
  route(
    'POST',
    '/v1/transfers/:id',
    z.strictObject({ description: text.optional(), metadata: metadata.optional() }),
    (call) => {
      const { world, account, params } = call;
      const transfer = need(call, 'transfer', call.path.id ?? '');
      transfer.description = params.description ?? transfer.description;
      transfer.metadata = mergeMetadata(transfer.metadata, params.metadata);
      world.put(account, transfer);
      world.emit(account, 'transfer.updated', transfer, {});
      return transfer;
    },
  ),
  route(
    'GET',
    '/v1/transfers',
    z.strictObject({ ...page, destination: text.optional(), transfer_group: text.optional() }),
    (call) => {
      const { destination, transfer_group } = call.params;
      return listOf(call, 'transfer', '/v1/transfers', filters({ destination, transfer_group }));
    },
  ),
  route(
    'POST',
    '/v1/transfers/:id/reversals',
    z.strictObject({
      amount: amount.optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      refund_application_fee: flag.optional(),
    }),
    (call) => {
      const { world, params } = call;
      const transfer = need(call, 'transfer', call.path.id ?? '');
      return reverseTransfer(world, { transfer, ...params });
    },
  ),
  route('GET', '/v1/transfers/:id/reversals', z.strictObject(page), (call) => {
    const transfer = need(call, 'transfer', call.path.id ?? '');
    const url = `/v1/transfers/${transfer.id}/reversals`;
    return listOf(call, 'transfer_reversal', url, filters({ transfer: transfer.id }));
  }),
  route('GET', '/v1/transfers/:id/reversals/:reversal', nothing, (call) => {
    const reversal = need(call, 'transfer_reversal', call.path.reversal ?? '');
    if (reversal.transfer !== call.path.id) throw missingObject('transfer_reversal', reversal.id);
    return reversal;
  }),
];
