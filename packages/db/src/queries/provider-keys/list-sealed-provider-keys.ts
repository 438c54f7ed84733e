import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SealedProviderKeyRow, sealedProviderKeyColumns } from './rows.ts';

/** Those in use, envelopes and all; for the system alone, no member is granted these. */
export function listSealedProviderKeys(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<SealedProviderKeyRow[]> {
  return tx
    .selectFrom('provider_keys')
    .select(sealedProviderKeyColumns)
    .where('team_id', '=', teamId)
    .where('status', '=', 'active')
    .orderBy('id')
    .$narrowType<Pick<SealedProviderKeyRow, 'id'>>()
    .execute();
}
