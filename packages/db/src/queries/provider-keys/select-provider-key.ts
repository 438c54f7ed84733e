import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ProviderKeyRow, providerKeyColumns } from './rows.ts';

export function selectProviderKey(
  tx: Transaction,
  { id, teamId }: { id: ProviderKeyId; teamId: TeamId },
): Promise<ProviderKeyRow | undefined> {
  return tx
    .selectFrom('provider_keys')
    .select(providerKeyColumns)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .$narrowType<Pick<ProviderKeyRow, 'id' | 'status'>>()
    .executeTakeFirst();
}
