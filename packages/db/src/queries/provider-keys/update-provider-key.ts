import type { ProviderKeyId, ProviderKeyStatus, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ProviderKeyRow, providerKeyColumns } from './rows.ts';

export interface ProviderKeyChange {
  label?: string | undefined;
  weight?: number | undefined;
  status?: ProviderKeyStatus | undefined;
  tested?: { at: Date; error: string | null } | undefined;
  sealed?: { at: Date; envelope: Buffer; keyVersion: string; masked: string } | undefined;
}

/** Changes what is given, which is at least one thing; undefined when the team has no such key. */
export function updateProviderKey(
  tx: Transaction,
  { id, teamId, change }: { id: ProviderKeyId; teamId: TeamId; change: ProviderKeyChange },
): Promise<ProviderKeyRow | undefined> {
  const { label, weight, status, tested, sealed } = change;
  return tx
    .updateTable('provider_keys')
    .set({
      label,
      weight,
      status,
      ...(tested === undefined ? {} : { tested_at: tested.at, last_error: tested.error }),
      ...(sealed === undefined
        ? {}
        : {
            sealed_at: sealed.at,
            envelope: sealed.envelope,
            key_version: sealed.keyVersion,
            masked: sealed.masked,
          }),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .returning(providerKeyColumns)
    .$narrowType<Pick<ProviderKeyRow, 'id' | 'status'>>()
    .executeTakeFirst();
}
