import type { InvitationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

export interface NewInvitation extends Pick<InvitationRow, 'email' | 'role' | 'expiresAt'> {
  id: InvitationId;
  teamId: TeamId;
  tokenHash: Buffer;
  invitedBy: string;
  at: Date;
  /** How many may be open at once. */
  atMost: number;
}

/** False when the team has `atMost` open ones. Violates `invitations_open` for an address that has one. */
export async function insertInvitation(tx: Transaction, invitation: NewInvitation): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into public.invitations (id, team_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
    select ${invitation.id}, ${invitation.teamId}, ${invitation.email}, ${invitation.role}, ${invitation.tokenHash},
      ${invitation.invitedBy}::uuid, ${invitation.at}, ${invitation.at}, ${invitation.expiresAt}
    where ${invitation.atMost}::integer > (
      select count(*) from public.invitations where team_id = ${invitation.teamId} and state = 'open'
    )`.execute(tx);
  return numAffectedRows === 1n;
}
