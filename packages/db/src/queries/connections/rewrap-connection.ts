import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Exchanges an envelope for one with the same secrets; false when it was changed meanwhile. */
export async function rewrapConnection(
  tx: Transaction,
  row: { id: ConnectionId; teamId: TeamId; before: Buffer; after: Buffer; keyVersion: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connections')
    .set({ envelope: row.after, key_version: row.keyVersion })
    .where('team_id', '=', row.teamId)
    .where('id', '=', row.id)
    .where('envelope', '=', row.before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
