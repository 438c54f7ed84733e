import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Whether a member of the team has this address, in lower case. */
export async function memberHasAddress(
  tx: Transaction,
  { teamId, email }: { teamId: TeamId; email: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from public.team_members member
    join public.profiles profile on profile.id = member.user_id
    where member.team_id = ${teamId} and lower(profile.email) = ${email}
    limit 1`.execute(tx);
  return rows.length > 0;
}
