import type { TeamId, TriggerId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there was none. */
export async function deleteTrigger(
  tx: Transaction,
  { id, teamId }: { id: TriggerId; teamId: TeamId },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('triggers')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
