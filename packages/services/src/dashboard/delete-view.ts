import { AppError, dashboardViewIdSchema } from '@agent-factory/contracts';
import { deleteDashboardView as deleteRow, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readView } from './read-view.ts';

export const dashboardViewIdInputSchema = z.strictObject({ id: dashboardViewIdSchema });

/** Deletes one's own view; an admin also one that is shared. Errors: `not_found`, `forbidden`. */
export async function deleteDashboardView({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof dashboardViewIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'usage:read');
  const { teamId } = requirePerson(ctx.actor);
  const { id } = parseInput(dashboardViewIdInputSchema, input);
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const { name, query, shared } = await readView(tx, { id, teamId });
    if (!(await deleteRow(tx, { id, teamId }))) {
      throw new AppError('forbidden', 'This view is another’s. Who made it can delete it, or an admin.');
    }
    const before = { name, query, shared };
    await recordAudit(tx, ctx, { action: 'dashboard_view.deleted', target: { id, name }, before });
  });
}
