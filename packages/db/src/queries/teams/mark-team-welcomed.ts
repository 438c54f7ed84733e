import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** True for the one transaction that finds the team unwelcomed; others wait for it, then get false. */
export async function markTeamWelcomed(
  tx: Transaction,
  { teamId, at }: { teamId: TeamId; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('teams')
    .set({ welcomed_at: at })
    .where('id', '=', teamId)
    .where('welcomed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
