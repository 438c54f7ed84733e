import { type PayoutTrace, payoutInputSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import {
  listEarningsById,
  listPayoutMoves,
  selectPayout,
  selectPayoutSpan,
  sumPayoutMoves,
} from '@agent-factory/db/billing';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { earningLine, salePartsOf } from './get-earnings.ts';
import { payoutView } from './list-payouts.ts';

/**
 * What a payout was made of, sale by sale: what lay on the account, each movement since the payout before it, and what was
 * left. Errors: `not_found`; `invalid_input` for a cursor of another list.
 */
export async function getPayout({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof payoutInputSchema>;
}): Promise<PayoutTrace> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { payout_id: id, limit, cursor } = parseInput(payoutInputSchema, input);
  const place = cursor === undefined ? null : decodeCursor(cursor, 'ledgerEntry');
  const creatorTeamId = ctx.actor.teamId;
  const read = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const payout = await selectPayout(tx, { id, creatorTeamId });
    if (payout === undefined) throw notFound('payout');
    const of = { creatorTeamId, currency: payout.currency };
    const span = await selectPayoutSpan(tx, { id, ...of });
    // It is written down and booked in one transaction.
    if (span === undefined) throw notFound('payout');
    const sums = await sumPayoutMoves(tx, { ...of, ...span });
    const moves = await listPayoutMoves(tx, { ...of, ...span, place, limit: limit + 1 });
    const ids = moves.flatMap(({ saleId }) => (saleId === null ? [] : [saleId]));
    return { payout, sums, moves, sales: await listEarningsById(tx, { creatorTeamId, ids }) };
  });
  const { payout, sums, moves } = read;
  const parts = await salePartsOf(ctx, read.sales);
  const sales = new Map(read.sales.map((sale) => [sale.id, earningLine(sale, parts.get(sale.id))]));
  const page = pageFrom(moves, limit, (move) => ({
    line: earningLine(move, undefined),
    sale: (move.saleId === null ? undefined : sales.get(move.saleId)) ?? null,
  }));
  return {
    payout: payoutView(payout),
    before_minor: sums.beforeMinor,
    moved_minor: sums.movedMinor,
    left_minor: sums.beforeMinor + sums.movedMinor - payout.amountMinor,
    moves: page.items,
    next_cursor: page.next_cursor,
  };
}
