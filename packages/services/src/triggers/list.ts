import type { TriggerView } from '@agent-factory/contracts';
import { listTriggers as listTriggerRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { triggerView } from './trigger-view.ts';

/** More than a team can have. */
const listed = 500;

/** The team's triggers, newest first, without their secrets. */
export async function listTriggers({ ctx }: { ctx: ServiceContext }): Promise<{ items: TriggerView[] }> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, (tx) => listTriggerRows(tx, { teamId, limit: listed }));
  return { items: rows.map((row) => triggerView(row, ctx.clock.now())) };
}
