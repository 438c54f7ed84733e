import type { ApiKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ApiKeyRow } from './rows.ts';

/** What bounds a key besides its scopes and agents. */
export async function selectApiKeyBounds(
  tx: Transaction,
  { id, teamId }: { id: ApiKeyId; teamId: TeamId },
): Promise<Pick<ApiKeyRow, 'budgetNanoUsd' | 'expiresAt' | 'ipAllow'> | undefined> {
  const { rows } = await sql<Pick<ApiKeyRow, 'budgetNanoUsd' | 'expiresAt' | 'ipAllow'>>`
    select budget_nano_usd as "budgetNanoUsd", expires_at as "expiresAt", ip_allow::text[] as "ipAllow"
    from public.api_keys where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}
