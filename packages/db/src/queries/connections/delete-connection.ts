import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there was none. */
export async function deleteConnection(
  tx: Transaction,
  { id, teamId }: { id: ConnectionId; teamId: TeamId },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('connections')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
