import { type ApiKeyView, nanoUsdToUsd } from '@agent-factory/contracts';
import type { ApiKeyRow } from '@agent-factory/db';

export function apiKeyView(row: ApiKeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    hint: `agf_…${row.hint}`,
    scopes: row.scopes,
    agent_ids: row.agentIds,
    budget_usd: row.budgetNanoUsd === null ? null : nanoUsdToUsd(row.budgetNanoUsd),
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
