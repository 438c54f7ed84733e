import { z } from 'zod';
import { cancelPayout, createPayout } from '../acts/payouts.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { amount, currency, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';

export const payouts = [
  route(
    'POST',
    '/v1/payouts',
    z.strictObject({
      amount,
      currency,
      description: text.optional(),
      metadata: metadata.optional(),
      method: z.literal('standard').optional(),
      statement_descriptor: text.optional(),
    }),
    ({ world, account, params }) => {
      const payout = createPayout(world, {
        account,
        amount: params.amount,
        currency: params.currency,
        automatic: false,
      });
      payout.description = params.description ?? null;
      payout.metadata = params.metadata ?? {};
      payout.statement_descriptor = params.statement_descriptor ?? null;
      world.put(account, payout);
      return payout;
    },
  ),
  route('GET', '/v1/payouts/:id', nothing, (call) => need(call, 'payout', call.path.id ?? '')),
  route('POST', '/v1/payouts/:id', z.strictObject({ metadata: metadata.optional() }), (call) => {
    const { world, account, params } = call;
    const payout = need(call, 'payout', call.path.id ?? '');
    payout.metadata = mergeMetadata(payout.metadata, params.metadata);
    world.put(account, payout);
    world.emit(account, 'payout.updated', payout, {});
    return payout;
  }),
  route('POST', '/v1/payouts/:id/cancel', nothing, (call) =>
    cancelPayout(call.world, call.account, need(call, 'payout', call.path.id ?? '')),
  ),
  route(
    'GET',
    '/v1/payouts',
    z.strictObject({ ...page, status: text.optional(), destination: text.optional() }),
    (call) => {
      const { status, destination } = call.params;
      return listOf(call, 'payout', '/v1/payouts', filters({ status, destination }));
    },
  ),
];
