import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SealedProviderKeyRow, sealedProviderKeyColumns } from './rows.ts';

/** One in its envelope, in use or not; for the system alone. */
export function selectSealedProviderKey(
  tx: Transaction,
  { id, teamId }: { id: ProviderKeyId; teamId: TeamId },
): Promise<SealedProviderKeyRow | undefined> {
  return tx
    .selectFrom('provider_keys')
    .select(sealedProviderKeyColumns)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .$narrowType<Pick<SealedProviderKeyRow, 'id'>>()
    .executeTakeFirst();
}
