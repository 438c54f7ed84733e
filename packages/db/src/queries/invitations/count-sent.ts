import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** How many mails the team's invitations have cost since `since`, as far as the rows tell: each resend counts. */
export async function countInvitationsSent(
  tx: Transaction,
  { teamId, since }: { teamId: TeamId; since: Date },
): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select coalesce(sum(case when created_at > ${since} then sent_count else 1 end), 0)::integer as sent
    from public.invitations where team_id = ${teamId} and sent_at > ${since}`.execute(tx);
  return rows[0]?.sent ?? 0;
}
