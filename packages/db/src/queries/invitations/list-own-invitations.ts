import type { InvitationId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

export interface OwnInvitationRow extends Pick<InvitationRow, 'role' | 'invitedBy' | 'expiresAt'> {
  id: InvitationId;
  teamName: string;
}

/** What waits for the proven address of the user of `withUser`. */
export async function listOwnInvitations(tx: Transaction): Promise<OwnInvitationRow[]> {
  const { rows } = await sql<OwnInvitationRow>`
    select invitation_id as id, team_name as "teamName", role, invited_by as "invitedBy", expires_at as "expiresAt"
    from app.own_invitations()`.execute(tx);
  return rows;
}
