import type { InvitationId, TeamId, TeamRole } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export type AcceptedInvitation =
  | { outcome: 'joined'; teamId: TeamId; invitationId: InvitationId; role: TeamRole; email: string }
  /** Of another address, which the holder of the link may see. */
  | { outcome: 'other_address' | 'closed' | 'expired'; email: string }
  | { outcome: 'none' };

/** Makes the user of `withUser` a member, by the token's hash or, for a proven address, by id. */
export async function acceptInvitation(
  tx: Transaction,
  by: { id: InvitationId } | { tokenHash: Buffer },
): Promise<AcceptedInvitation> {
  const { rows } = await sql<AcceptedInvitation>`
    select outcome, team_id as "teamId", invitation_id as "invitationId", role, email
    from app.accept_invitation(
      ${'id' in by ? by.id : null}::text, ${'tokenHash' in by ? by.tokenHash : null}::bytea
    )`.execute(tx);
  return rows[0] ?? { outcome: 'none' };
}
