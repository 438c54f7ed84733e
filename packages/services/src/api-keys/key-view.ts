import { type Actor, type ApiKeyView, nanoUsdToUsd } from '@agent-factory/contracts';
import type { ApiKeyRow } from '@agent-factory/db';
import { scopesOf } from '../access/scopes.ts';

export function apiKeyView(row: ApiKeyRow, reader: Actor): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    hint: `agf_…${row.hint}`,
    scopes: row.scopes,
    agent_ids: row.agentIds,
    budget_usd: row.budgetNanoUsd === null ? null : nanoUsdToUsd(row.budgetNanoUsd),
    spent_usd: scopesOf(reader).includes('usage:read') ? nanoUsdToUsd(row.spentNanoUsd) : null,
    ip_allow: row.ipAllow,
    agent_version: row.agentVersion,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    last_used_from: row.lastUsedFrom,
    rotated_at: row.rotatedAt?.toISOString() ?? null,
    previous:
      row.previousHint === null || row.previousUntil === null
        ? null
        : { hint: `agf_…${row.previousHint}`, valid_until: row.previousUntil.toISOString() },
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
