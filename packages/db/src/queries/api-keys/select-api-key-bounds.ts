import type { ApiKeyId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ApiKeyRow } from './rows.ts';

/** What bounds a key besides its scopes and agents. */
export function selectApiKeyBounds(
  tx: Transaction,
  { id, teamId }: { id: ApiKeyId; teamId: TeamId },
): Promise<Pick<ApiKeyRow, 'budgetNanoUsd' | 'expiresAt'> | undefined> {
  return tx
    .selectFrom('api_keys')
    .select(['budget_nano_usd as budgetNanoUsd', 'expires_at as expiresAt'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
}
