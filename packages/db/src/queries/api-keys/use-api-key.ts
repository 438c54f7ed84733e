import type { AgentId, ApiKeyId, KeyVersion, Scope, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';
import type { TeamPolicyRow } from '../team-policy/select-team-policy.ts';

export interface UsedApiKey {
  id: ApiKeyId;
  teamId: TeamId;
  name: string;
  scopes: Scope[];
  agentIds: AgentId[] | null;
  /** Of this secret: of one that was rotated away, when its overlap ends. */
  expiresAt: Date | null;
  /** Networks in CIDR notation; whether the address is in one is the caller's to ask. */
  ipAllow: string[] | null;
  agentVersion: KeyVersion | null;
  /** Of its team, which is the next thing to be asked. */
  policy: TeamPolicyRow;
}

/**
 * The live key with one of these hashes (the same secret under today's pepper, which is first, and older ones), and a
 * note that it was used and from where (at most one a minute); undefined when there is none. Asked before any team is
 * known; whoever has the hash has the key.
 */
export async function useApiKey(
  database: Database,
  { hashes, address }: { hashes: readonly Buffer[]; address: string },
): Promise<UsedApiKey | undefined> {
  const ask = async (tx: Transaction) => {
    const { rows } = await sql<Omit<UsedApiKey, 'policy'> & TeamPolicyRow>`
      select id, team_id as "teamId", name, scopes, agent_ids as "agentIds", expires_at as "expiresAt",
        ip_allow as "ipAllow", agent_version as "agentVersion", plan, requests_per_minute as "requestsPerMinute",
        allow_models as "allowModels", switched_off as "switchedOff", regions,
        max_cost_nano_usd as "maxCostNanoUsd", monthly_budget_nano_usd as "monthlyBudgetNanoUsd", cache
      from app.use_api_key(${hashes}::bytea[], ${address}::inet)`.execute(tx);
    const [found] = rows;
    if (found === undefined) return undefined;
    const { id, teamId, name, scopes, agentIds, expiresAt, ipAllow, agentVersion, ...policy } = found;
    return { id, teamId, name, scopes, agentIds, expiresAt, ipAllow, agentVersion, policy };
  };
  return inTransaction(database, 'agent_factory_key', {}, ask, 'behind');
}
