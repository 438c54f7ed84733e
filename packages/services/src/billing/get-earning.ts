import { type EarningTrace, earningIdInputSchema } from '@agent-factory/contracts';
import { withClerk, withTenant } from '@agent-factory/db';
import { listEarningsById, listEntriesOfSale, listPostingsOfEarning } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { earningLine, salePartsOf } from './get-earnings.ts';

/** A sale, its refunds, its disputes and what was sent for it: more than a few are a mistake. */
const mostOfSale = 200;

/**
 * A line of the statement to the last posting, and what else happened to the same sale. Whose the accounts of other makers are
 * is not said. Errors: `not_found`, also for an entry that does not touch the team.
 */
export async function getEarning({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof earningIdInputSchema>;
}): Promise<EarningTrace> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { entry_id: entryId } = parseInput(earningIdInputSchema, input);
  const creatorTeamId = ctx.actor.teamId;
  const { own, rows } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const ids = await listEntriesOfSale(tx, { creatorTeamId, entryId, limit: mostOfSale });
    const found = await listEarningsById(tx, { creatorTeamId, ids: [...new Set([entryId, ...ids])] });
    return { own: found.find(({ id }) => id === entryId), rows: found.filter(({ id }) => ids.includes(id)) };
  });
  if (own === undefined) throw notFound('entry');
  const [parts, postings] = await Promise.all([
    salePartsOf(ctx, [own, ...rows]),
    withClerk(ctx.db, (tx) => listPostingsOfEarning(tx, { entryId, creatorTeamId })),
  ]);
  return {
    line: earningLine(own, parts.get(own.id)),
    postings: postings.map(({ account, creatorTeamId: of, amountMinor, currency }) => ({
      account,
      whose: of === null ? 'platform' : of === creatorTeamId ? 'you' : 'another_maker',
      amount_minor: amountMinor,
      currency,
    })),
    of_sale: rows.map((row) => earningLine(row, parts.get(row.id))),
  };
}
