import type { RetentionView } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { selectTeamRetention, type TeamRetentionRow } from '@agent-factory/db/privacy';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';

/** How long the team keeps what its runs said. For every member, not for keys. */
export async function getRetention({ ctx }: { ctx: ServiceContext }): Promise<RetentionView> {
  const { teamId } = requirePerson(ctx.actor);
  return retentionView(await withTenant(ctx.db, ctx.actor, (tx) => selectTeamRetention(tx, { teamId })));
}

export function retentionView(row: TeamRetentionRow | undefined): RetentionView {
  return {
    runs_days: row?.runsDays ?? null,
    events_days: row?.eventsDays ?? null,
    set_at: row?.setAt.toISOString() ?? null,
  };
}
