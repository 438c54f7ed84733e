import {
  AppError,
  type DashboardView,
  dashboardViewIdSchema,
  updateDashboardViewInputSchema,
} from '@agent-factory/contracts';
import { updateDashboardView as updateRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readView } from './read-view.ts';
import { dashboardView } from './view-view.ts';

export const updateDashboardViewVerbInputSchema = updateDashboardViewInputSchema.safeExtend({
  id: dashboardViewIdSchema,
});

/** Changes what is given of one's own view. Errors: `not_found`, `forbidden` for one that another shares. */
export async function updateDashboardView({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateDashboardViewVerbInputSchema>;
}): Promise<DashboardView> {
  requireScope(ctx.actor, 'usage:read');
  const { userId, teamId } = requirePerson(ctx.actor);
  const { id, ...change } = parseInput(updateDashboardViewVerbInputSchema, input);
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const row = await readView(tx, { id, teamId });
    if (row.ownerId !== userId) {
      throw new AppError('forbidden', 'This view is another’s. Save one of your own from it.');
    }
    const before = { name: row.name, query: row.query, shared: row.shared };
    const after = {
      name: change.name ?? before.name,
      query: change.query ?? before.query,
      shared: change.shared ?? before.shared,
    };
    if (!(await updateRow(tx, { id, teamId, ownerId: userId, ...after }))) throw notFound('view');
    const target = { id, name: after.name };
    await recordAudit(tx, ctx, { action: 'dashboard_view.updated', target, before, after });
    return dashboardView(await readView(tx, { id, teamId }), userId);
  });
}
