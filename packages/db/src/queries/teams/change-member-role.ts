import type { TeamId, TeamRole } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False where the policies keep the caller from it. Violates `team_members_keep_an_owner` or `team_members_personal`. */
export async function changeMemberRole(
  tx: Transaction,
  { teamId, userId, role }: { teamId: TeamId; userId: string; role: TeamRole },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.team_members set role = ${role}, updated_at = now()
    where team_id = ${teamId} and user_id = ${userId}`.execute(tx);
  return numAffectedRows === 1n;
}
