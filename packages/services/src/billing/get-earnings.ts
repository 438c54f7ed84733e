import {
  AppError,
  type EarningLine,
  type EarningsStatement,
  earningLineSchema,
  listEarningsInputSchema,
} from '@agent-factory/contracts';
import { type Transaction, withClerk, withTenant } from '@agent-factory/db';
import {
  type EarningRow,
  listEarnings,
  listSaleParts,
  sumCreatorAccounts,
  sumEarnings,
  sumMaturing,
} from '@agent-factory/db/billing';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * What the team earned with its templates in a span of time, line by line from the books, and how it stands now. Signs
 * are the creator's: a sale is above zero, what is given back or sent below. Errors: `invalid_input`.
 */
export async function getEarnings({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listEarningsInputSchema>;
}): Promise<EarningsStatement> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { from, to, limit, cursor } = parseInput(listEarningsInputSchema, input);
  const now = new Date(ctx.clock.now());
  const span = {
    from:
      from === undefined ? new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)) : new Date(from),
    to: to === undefined ? now : new Date(to),
  };
  if (span.from >= span.to) throw new AppError('invalid_input', 'from: must be before "to".');
  const before = cursor === undefined ? null : decodeCursor(cursor, 'ledgerEntry');
  const creatorTeamId = ctx.actor.teamId;
  // When a sale matures stands in the buyer's row, which a creator does not see.
  const maturing = await withClerk(ctx.db, (tx) => sumMaturing(tx, { creatorTeamId, at: now }));
  const { rows, balances } = await withTenant(ctx.db, ctx.actor, async (tx) => ({
    rows: await listEarnings(tx, { creatorTeamId, ...span, before, limit: limit + 1 }),
    balances: await balancesOf(tx, creatorTeamId, span, maturing),
  }));
  const parts = await salePartsOf(ctx, rows);
  const page = pageFrom(rows, limit, (row) => earningLine(row, parts.get(row.id)));
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    balances,
    lines: page.items,
    next_cursor: page.next_cursor,
  };
}

async function balancesOf(
  tx: Transaction,
  creatorTeamId: ServiceContext['actor']['teamId'],
  span: { from: Date; to: Date },
  maturing: Awaited<ReturnType<typeof sumMaturing>>,
): Promise<EarningsStatement['balances']> {
  const accounts = await sumCreatorAccounts(tx, { creatorTeamId });
  const sums = await sumEarnings(tx, { creatorTeamId, ...span });
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const of = (account: string) =>
      accounts.find((one) => one.account === account && one.currency === currency)?.amountMinor ?? 0;
    const sumOf = (...causes: string[]) =>
      sums
        .filter((one) => one.currency === currency && causes.includes(one.cause))
        .reduce((sum, { amountMinor }) => sum - amountMinor, 0);
    return {
      currency,
      payable_minor: -of('creator_payable') + 0,
      maturing_minor: maturing.find((one) => one.currency === currency)?.amountMinor ?? 0,
      owed_minor: of('creator_receivable'),
      at_stripe_minor: of('connected_balance'),
      sold_minor: sumOf('sale'),
      returned_minor: -sumOf('refund', 'refund_failed', 'dispute_lost') + 0,
      sent_minor: -sumOf('transfer', 'reversal') + 0,
    };
  });
}

export type SalePart = Awaited<ReturnType<typeof listSaleParts>>[number];

/** What the sales among these lines came to in all: told to whoever earned by them, and nothing of the buyer. */
export async function salePartsOf(
  ctx: ServiceContext,
  rows: readonly EarningRow[],
): Promise<Map<string, SalePart>> {
  const entryIds = rows.filter(({ cause }) => cause === 'sale').map(({ id }) => id);
  const parts = await withClerk(ctx.db, (tx) =>
    listSaleParts(tx, { entryIds, creatorTeamId: ctx.actor.teamId }),
  );
  return new Map(parts.map((part) => [part.id, part]));
}

/** A credit of theirs is a gain of theirs. */
export function earningLine(row: EarningRow, part: SalePart | undefined): EarningLine {
  return earningLineSchema.parse({
    entry_id: row.id,
    at: row.at.toISOString(),
    kind: part?.bySeller === false ? 'royalty' : row.cause,
    title: row.memo,
    template_id: row.templateId,
    amount_minor: -row.amountMinor,
    currency: row.currency,
    sale:
      part?.bySeller === true
        ? {
            gross_minor: part.ownMinor + part.platformMinor + part.royaltiesMinor,
            tax_minor: part.taxMinor,
            platform_minor: part.platformMinor,
            royalties_minor: part.royaltiesMinor,
          }
        : null,
  });
}
