import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ProviderKeyRow, providerKeyColumns } from './rows.ts';

/** Newest first. */
export function listProviderKeys(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ProviderKeyRow[]> {
  return tx
    .selectFrom('provider_keys')
    .select(providerKeyColumns)
    .where('team_id', '=', teamId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<Pick<ProviderKeyRow, 'id' | 'status'>>()
    .execute();
}
