import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface AuditActorRow {
  type: 'user' | 'api_key' | 'system';
  id: string;
  /** As of the last act. */
  name: string | null;
}

/** Who stands in the team's log; each is one step along the index, however much they did. */
export async function listAuditActors(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<AuditActorRow[]> {
  const { rows } = await sql<AuditActorRow>`
    with recursive actor as (
      (
        select actor_id, actor_type, details from public.audit_entries
        where team_id = ${teamId} order by actor_id, seq desc limit 1
      )
      union all
      select next.* from actor, lateral (
        select e.actor_id, e.actor_type, e.details from public.audit_entries e
        where e.team_id = ${teamId} and e.actor_id > actor.actor_id
        order by e.actor_id, e.seq desc limit 1
      ) next
    )
    select actor_type as type, actor_id as id, details::jsonb ->> 'actor_name' as name
    from actor limit ${limit}`.execute(tx);
  return rows;
}
