import type { TeamPolicyView } from '@agent-factory/contracts';
import { selectTeamPolicy, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { policyView } from './policy-view.ts';

/** What the team allows its calls of models to use and to cost. */
export async function getTeamPolicy({ ctx }: { ctx: ServiceContext }): Promise<TeamPolicyView> {
  requireScope(ctx.actor, 'usage:read', 'team:write');
  const { teamId } = ctx.actor;
  const policy = await withTenant(ctx.db, ctx.actor, (tx) => selectTeamPolicy(tx, { teamId }));
  if (policy === undefined) throw notFound('team');
  return policyView(policy, ctx.spending.defaultPlan);
}
