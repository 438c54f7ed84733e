import type { InvitationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

/** An invitation of the team that is not closed, expired or not, for this transaction to decide about. */
export async function lockInvitation(
  tx: Transaction,
  { teamId, ...by }: { teamId: TeamId } & ({ id: InvitationId } | { email: string }),
): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select invitation.id, invitation.email, invitation.role,
      case when invitation.expires_at <= now() then 'expired' else 'open' end as state,
      inviter.name as "invitedBy", invitation.created_at as "createdAt", invitation.sent_at as "sentAt",
      invitation.expires_at as "expiresAt"
    from public.invitations invitation
    left join public.profiles inviter on inviter.id = invitation.invited_by
    where invitation.team_id = ${teamId} and invitation.state = 'open'
      and ${'id' in by ? sql`invitation.id = ${by.id}` : sql`invitation.email = ${by.email}`}
    for update of invitation`.execute(tx);
  return rows[0];
}
