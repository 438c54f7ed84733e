import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

export interface InvitationWithToken
  extends Pick<InvitationRow, 'email' | 'role' | 'state' | 'invitedBy' | 'expiresAt'> {
  teamName: string;
}

/** What the holder of a token may know. Asked before anybody has signed in; whoever has the hash has the link. */
export async function selectInvitationWith(
  database: Database,
  tokenHash: Buffer,
): Promise<InvitationWithToken | undefined> {
  return inTransaction(database, 'agent_factory_member', {}, async (tx) => {
    const { rows } = await sql<InvitationWithToken>`
      select team_name as "teamName", email, role, invited_by as "invitedBy", state, expires_at as "expiresAt"
      from app.invitation_with(${tokenHash})`.execute(tx);
    return rows[0];
  });
}
