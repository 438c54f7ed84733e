import { sql } from 'kysely';

/** An `ApiKeyRow` of `public.api_keys k`. */
export const apiKeyColumns = sql`
  k.id, k.name, k.hint, k.scopes, k.agent_ids as "agentIds", k.budget_nano_usd as "budgetNanoUsd",
  coalesce((
    select b.spent_nano_usd from public.budgets b
    where b.team_id = k.team_id and b.kind = 'api_key' and b.subject_id = k.id and b.period = to_char(now() at time zone 'UTC', 'YYYY-MM')
  ), 0) as "spentNanoUsd",
  k.ip_allow::text[] as "ipAllow", k.agent_version as "agentVersion", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt",
  k.last_used_from::text as "lastUsedFrom", k.rotated_at as "rotatedAt",
  case when k.previous_until > now() then k.previous_hint end as "previousHint",
  case when k.previous_until > now() then k.previous_until end as "previousUntil",
  k.revoked_at as "revokedAt", k.created_by as "createdBy", k.created_at as "createdAt"`;
