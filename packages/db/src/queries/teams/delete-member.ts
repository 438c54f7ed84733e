import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False where the policies keep the caller from it. Violates `team_members_keep_an_owner` or `team_members_personal`. */
export async function deleteMember(
  tx: Transaction,
  { teamId, userId }: { teamId: TeamId; userId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from public.team_members where team_id = ${teamId} and user_id = ${userId}`.execute(tx);
  return numAffectedRows === 1n;
}
