import { z } from 'zod';
import { held } from '../acts/balance.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';

const noMoney = { currency: 'usd', available: 0, pending: 0 };

const listParams = z.strictObject({
  ...page,
  currency: text.optional(),
  payout: text.optional(),
  source: text.optional(),
  type: text.optional(),
});

export const balance = [
  route('GET', '/v1/balance', nothing, ({ world, account }) => {
    const all = held(world, account);
    const rows = all.length === 0 ? [noMoney] : all;
    const part = (name: 'available' | 'pending') =>
      rows.map((row) => ({
        amount: row[name],
        currency: row.currency,
        source_types: { card: row[name] },
      }));
    return {
      object: 'balance',
      available: part('available'),
      connect_reserved: rows.map(({ currency }) => ({ amount: 0, currency })),
      livemode: false,
      pending: part('pending'),
      refund_and_dispute_prefunding: {
        available: rows.map(({ currency }) => ({ amount: 0, currency })),
        pending: rows.map(({ currency }) => ({ amount: 0, currency })),
      },
    };
  }),
  route('GET', '/v1/balance_transactions/:id', nothing, (call) =>
    need(call, 'balance_transaction', call.path.id ?? ''),
  ),
  route('GET', '/v1/balance/history/:id', nothing, (call) =>
    need(call, 'balance_transaction', call.path.id ?? ''),
  ),
  ...['/v1/balance_transactions', '/v1/balance/history'].map((url) =>
    route('GET', url, listParams, (call) => {
      const { currency, source, type } = call.params;
      return listOf(
        call,
        'balance_transaction',
        '/v1/balance_transactions',
        filters({ currency, source, type }),
      );
    }),
  ),
];
