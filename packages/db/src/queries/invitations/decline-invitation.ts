import type { InvitationId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** The team whose invitation was declined; undefined when none waits for the user of `withUser` under this id. */
export async function declineInvitation(
  tx: Transaction,
  { id }: { id: InvitationId },
): Promise<TeamId | undefined> {
  const { rows } = await sql<{ team: TeamId | null }>`
    select app.decline_invitation(${id}::text) as team`.execute(tx);
  return rows[0]?.team ?? undefined;
}
