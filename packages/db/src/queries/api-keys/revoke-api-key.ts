import type { ApiKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when the team has no such key that is still alive. */
export async function revokeApiKey(
  tx: Transaction,
  { id, teamId, at }: { id: ApiKeyId; teamId: TeamId; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
