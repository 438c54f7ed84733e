import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { TeamRow } from './rows.ts';

/** The team as its members see it; undefined for one out of reach. */
export async function selectTeam(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<TeamRow | undefined> {
  const { rows } = await sql<TeamRow>`
    select team.id, team.name,
      app.plan_of(team.plan, team.subscribed_plan, team.subscribed_until, now()) as plan, team.personal_of is not null as personal, team.created_at as "createdAt",
      (select count(*) from public.team_members member where member.team_id = team.id)::integer as members
    from public.teams team where team.id = ${teamId}`.execute(tx);
  return rows[0];
}
