import type { TeamView } from '@agent-factory/contracts';
import { selectTeam, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** The team that the caller acts in. */
export async function getTeam({ ctx }: { ctx: ServiceContext }): Promise<TeamView> {
  requireScope(ctx.actor, 'members:read');
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectTeam(tx, { teamId: ctx.actor.teamId }));
  if (row === undefined) throw notFound('team');
  return {
    id: row.id,
    name: row.name,
    plan: row.plan ?? ctx.spending.defaultPlan,
    personal: row.personal,
    created_at: row.createdAt.toISOString(),
    members: row.members,
  };
}
