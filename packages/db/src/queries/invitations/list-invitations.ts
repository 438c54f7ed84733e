import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

/** The team's, newest first: those that wait, and those that ended within the last `days`. */
export async function listInvitations(
  tx: Transaction,
  { teamId, days, limit }: { teamId: TeamId; days: number; limit: number },
): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    select invitation.id, invitation.email, invitation.role,
      case when invitation.state = 'open' and invitation.expires_at <= now() then 'expired' else invitation.state end
        as state,
      inviter.name as "invitedBy", invitation.created_at as "createdAt", invitation.sent_at as "sentAt",
      invitation.expires_at as "expiresAt"
    from public.invitations invitation
    left join public.profiles inviter on inviter.id = invitation.invited_by
    where invitation.team_id = ${teamId}
      and (invitation.state = 'open' or invitation.closed_at > now() - make_interval(days => ${days}::integer))
    order by invitation.created_at desc, invitation.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
