import type { ApiKeyId, KeyVersion, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface ApiKeyChange {
  name: string;
  expiresAt: Date | null;
  budgetNanoUsd: number | null;
  ipAllow: readonly string[] | null;
  agentVersion: KeyVersion | null;
  previousUntil: Date | null;
}

/** False when the team has no such key that is alive. */
export async function updateApiKey(
  tx: Transaction,
  { id, teamId, ...change }: ApiKeyChange & { id: ApiKeyId; teamId: TeamId },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.api_keys set
      name = ${change.name}, expires_at = ${change.expiresAt}, budget_nano_usd = ${change.budgetNanoUsd},
      ip_allow = ${change.ipAllow}::text[]::cidr[], agent_version = ${change.agentVersion},
      -- Sooner, never later: only a rotation begins an overlap. Nulls count for nothing in least().
      previous_until = case when previous_until is not null
        then least(previous_until, ${change.previousUntil}::timestamptz) end
    where team_id = ${teamId} and id = ${id} and revoked_at is null
      and (expires_at is null or expires_at > now())`.execute(tx);
  return numAffectedRows === 1n;
}
