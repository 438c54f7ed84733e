import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there was none. */
export async function deleteProviderKey(
  tx: Transaction,
  { id, teamId }: { id: ProviderKeyId; teamId: TeamId },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('provider_keys')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
