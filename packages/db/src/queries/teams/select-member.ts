import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { MemberRow } from './rows.ts';

/**
 * One member of the team; undefined for who is none. Not locked: that would ask the policies for who may be changed,
 * and what changes in the meantime the policies judge once more.
 */
export async function selectMember(
  tx: Transaction,
  { teamId, userId }: { teamId: TeamId; userId: string },
): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select member.user_id as "userId", profile.name, profile.email, member.role, member.created_at as "joinedAt",
      team.personal_of is not distinct from member.user_id as personal
    from public.team_members member
    join public.profiles profile on profile.id = member.user_id
    join public.teams team on team.id = member.team_id
    where member.team_id = ${teamId} and member.user_id = ${userId}`.execute(tx);
  return rows[0];
}
