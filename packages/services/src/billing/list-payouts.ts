import type { PayoutView } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { listPayouts as listRows, type PayoutRow } from '@agent-factory/db/billing';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** The last hundred payouts to the team's bank, newest first. */
export async function listPayouts({ ctx }: { ctx: ServiceContext }): Promise<{ items: PayoutView[] }> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listRows(tx, { creatorTeamId: ctx.actor.teamId, limit: 100 }),
  );
  return {
    items: rows.map(payoutView),
  };
}

export function payoutView(row: PayoutRow): PayoutView {
  return {
    id: row.id,
    amount_minor: row.amountMinor,
    currency: row.currency,
    status: row.status,
    failure: row.failure,
    arrives_at: row.arrivesAt.toISOString(),
    created_at: row.createdAt.toISOString(),
  };
}
