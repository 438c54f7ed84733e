import { selectTeamSecurity, withTenantOnce } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import type { UserActor } from '../teams/resolve-actor.ts';

/** From when the actor's team turns away who showed one factor alone (milliseconds since the epoch); null for never. */
export async function secondFactorFrom({
  services,
  actor,
}: {
  services: Pick<Services, 'db'>;
  actor: UserActor;
}): Promise<number | null> {
  const { teamId } = actor;
  const row = await withTenantOnce(services.db, actor, (tx) => selectTeamSecurity(tx, { teamId }));
  return row?.second_factor_from.getTime() ?? null;
}
