import {
  AppError,
  createDashboardViewInputSchema,
  type DashboardView,
  newId,
} from '@agent-factory/contracts';
import { insertDashboardView, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readView } from './read-view.ts';
import { dashboardView } from './view-view.ts';

const atMost = 100;

/** Puts a view aside, for oneself or the team. Errors: `invalid_input`, `conflict` where the person has 100. */
export async function createDashboardView({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof createDashboardViewInputSchema>;
}): Promise<DashboardView> {
  requireScope(ctx.actor, 'usage:read');
  const { userId, teamId } = requirePerson(ctx.actor);
  const given = parseInput(createDashboardViewInputSchema, input);
  const id = newId('dashboardView', ctx.clock.now());
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    if (!(await insertDashboardView(tx, { ...given, id, teamId, ownerId: userId, atMost }))) {
      throw new AppError('conflict', `You have ${atMost} views in this team. Delete one that is not used.`);
    }
    const target = { id, name: given.name };
    await recordAudit(tx, ctx, { action: 'dashboard_view.created', target, after: given });
    return dashboardView(await readView(tx, { id, teamId }), userId);
  });
}
