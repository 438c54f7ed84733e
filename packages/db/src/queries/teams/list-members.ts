import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { MemberRow } from './rows.ts';

/** Owners first, then by role and by when they joined. */
export async function listMembers(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select member.user_id as "userId", profile.name, profile.email, member.role, member.created_at as "joinedAt",
      team.personal_of is not distinct from member.user_id as personal
    from public.team_members member
    join public.profiles profile on profile.id = member.user_id
    join public.teams team on team.id = member.team_id
    where member.team_id = ${teamId}
    order by array_position(array['owner', 'admin', 'editor', 'viewer'], member.role), member.created_at, member.user_id
    limit ${limit}`.execute(tx);
  return rows;
}
