import { type PurchaseView, pageInputSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { listRefundsOfTeam, listPurchases as listRows } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { purchaseView } from './purchase-view.ts';

/** What the team bought, newest first. */
export async function listPurchases({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pageInputSchema>;
}): Promise<{ items: PurchaseView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { limit, cursor } = parseInput(pageInputSchema, input);
  const buyerTeamId = ctx.actor.teamId;
  const before = cursor === undefined ? null : decodeCursor(cursor, 'purchase');
  const { rows, refunds } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const rows = await listRows(tx, { buyerTeamId, before, limit: limit + 1 });
    const purchaseIds = rows.map(({ id }) => id);
    return { rows, refunds: await listRefundsOfTeam(tx, { buyerTeamId, purchaseIds }) };
  });
  const now = ctx.clock.now();
  return pageFrom(rows, limit, (row) =>
    purchaseView(
      row,
      refunds.filter(({ purchaseId }) => purchaseId === row.id),
      now,
    ),
  );
}
