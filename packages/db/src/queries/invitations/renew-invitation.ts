import type { InvitationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { InvitationRow } from './rows.ts';

/** Gives an open invitation another token and another while; the token before it counts no longer. */
export async function renewInvitation(
  tx: Transaction,
  renewed: { id: InvitationId; teamId: TeamId; tokenHash: Buffer; at: Date } & Pick<
    InvitationRow,
    'role' | 'expiresAt'
  >,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.invitations
    set role = ${renewed.role}, token_hash = ${renewed.tokenHash}, sent_at = ${renewed.at},
      sent_count = sent_count + 1, expires_at = ${renewed.expiresAt}
    where team_id = ${renewed.teamId} and id = ${renewed.id} and state = 'open'`.execute(tx);
  return numAffectedRows === 1n;
}
