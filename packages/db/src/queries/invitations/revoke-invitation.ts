import type { InvitationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False for one that is not open. */
export async function revokeInvitation(
  tx: Transaction,
  { id, teamId, at }: { id: InvitationId; teamId: TeamId; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.invitations set state = 'revoked', closed_at = ${at}
    where team_id = ${teamId} and id = ${id} and state = 'open'`.execute(tx);
  return numAffectedRows === 1n;
}
