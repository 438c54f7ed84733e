import type { AgentId, ApiKeyId, KeyVersion, Scope, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewApiKey {
  id: ApiKeyId;
  teamId: TeamId;
  name: string;
  hint: string;
  secretHash: Buffer;
  scopes: readonly Scope[];
  agentIds: readonly AgentId[] | null;
  actsAs: 'viewer' | 'editor' | 'admin';
  budgetNanoUsd: number | null;
  ipAllow: readonly string[] | null;
  agentVersion: KeyVersion | null;
  expiresAt: Date | null;
  createdBy: string | null;
}

/** Undefined, and nothing written, when the team has `atMost` live keys. */
export async function insertApiKey(
  tx: Transaction,
  { atMost, ...key }: NewApiKey & { atMost: number },
): Promise<{ createdAt: Date } | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    insert into public.api_keys (id, team_id, name, hint, secret_hash, scopes, agent_ids, acts_as,
      budget_nano_usd, ip_allow, expires_at, created_by, agent_version)
    select ${key.id}, ${key.teamId}, ${key.name}, ${key.hint}, ${key.secretHash}, ${key.scopes}::text[],
      ${key.agentIds}::text[], ${key.actsAs}, ${key.budgetNanoUsd}::bigint, ${key.ipAllow}::text[]::cidr[], ${key.expiresAt}::timestamptz,
      ${key.createdBy}::uuid, ${key.agentVersion}
    where ${atMost} > (
      select count(*) from public.api_keys
      where team_id = ${key.teamId} and revoked_at is null and (expires_at is null or expires_at > now())
    )
    returning created_at as "createdAt"`.execute(tx);
  return rows[0];
}
