import { AppError, type TeamSecurityView } from '@agent-factory/contracts';
import { selectTeamSecurity, withTenant } from '@agent-factory/db';
import type { ServiceContext } from '../service-context.ts';

/** Whether the team asks a second factor of its members, and from when. For every member, not for keys. */
export async function getTeamSecurity({ ctx }: { ctx: ServiceContext }): Promise<TeamSecurityView> {
  if (ctx.actor.type === 'apiKey') {
    throw new AppError('forbidden', 'How people sign in is no business of an API key.');
  }
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectTeamSecurity(tx, { teamId }));
  return { second_factor_from: row?.second_factor_from.toISOString() ?? null };
}
