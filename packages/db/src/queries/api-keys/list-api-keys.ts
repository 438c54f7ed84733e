import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ApiKeyRow } from './rows.ts';

/** Newest first, revoked ones too. */
export function listApiKeys(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ApiKeyRow[]> {
  return tx
    .selectFrom('api_keys')
    .select([
      'id',
      'name',
      'hint',
      'scopes',
      'agent_ids as agentIds',
      'budget_nano_usd as budgetNanoUsd',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
      'revoked_at as revokedAt',
      'created_by as createdBy',
      'created_at as createdAt',
    ])
    .where('team_id', '=', teamId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<Pick<ApiKeyRow, 'id' | 'scopes' | 'agentIds'>>()
    .execute();
}
