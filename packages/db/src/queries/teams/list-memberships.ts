import type { TeamId, TeamRole } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface MembershipRow {
  id: TeamId;
  name: string;
  role: TeamRole;
  personal: boolean;
  welcomed: boolean;
}

/** The user's teams, the personal one first. For a transaction that has not chosen a team (`withUser`). */
export async function listMemberships(tx: Transaction, userId: string): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select team.id, team.name, member.role, team.personal_of is not distinct from member.user_id as personal,
      team.welcomed_at is not null as welcomed
    from public.team_members member
    join public.teams team on team.id = member.team_id
    where member.user_id = ${userId}
    order by personal desc, member.created_at, team.id`.execute(tx);
  return rows;
}
