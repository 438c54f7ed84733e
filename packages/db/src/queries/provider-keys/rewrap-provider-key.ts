import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Exchanges an envelope for one with the same secret; false when it was changed meanwhile. */
export async function rewrapProviderKey(
  tx: Transaction,
  key: { id: ProviderKeyId; teamId: TeamId; before: Buffer; after: Buffer; keyVersion: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('provider_keys')
    .set({ envelope: key.after, key_version: key.keyVersion })
    .where('team_id', '=', key.teamId)
    .where('id', '=', key.id)
    .where('envelope', '=', key.before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
