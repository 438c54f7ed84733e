import type { DashboardView } from '@agent-factory/contracts';
import { listDashboardViews as listRows, withTenantOnce } from '@agent-factory/db';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { dashboardView } from './view-view.ts';

/** The caller's own views of the dashboard and those that the team shares, by name. For people. */
export async function listDashboardViews({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<{ items: DashboardView[] }> {
  requireScope(ctx.actor, 'usage:read');
  const { userId, teamId } = requirePerson(ctx.actor);
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) => listRows(tx, { teamId, userId }));
  return { items: rows.map((row) => dashboardView(row, userId)) };
}
