import type { ToolChange } from '@agent-factory/contracts';
import { listToolChanges as listToolChangeRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

const listed = 200;

/** Tools of servers that changed since they were approved: agents that list them do not run until somebody looks. */
export async function listToolChanges({ ctx }: { ctx: ServiceContext }): Promise<{ items: ToolChange[] }> {
  requireScope(ctx.actor, 'connections:read', 'connections:write');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listToolChangeRows(tx, { teamId: ctx.actor.teamId, limit: listed }),
  );
  return {
    items: rows.map(({ pinnedAt, changedAt, ...row }) => ({
      ...row,
      pinned_at: pinnedAt.toISOString(),
      changed_at: changedAt.toISOString(),
    })),
  };
}
