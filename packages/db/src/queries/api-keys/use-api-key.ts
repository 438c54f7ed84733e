import type { AgentId, ApiKeyId, Scope, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface UsedApiKey {
  id: ApiKeyId;
  teamId: TeamId;
  name: string;
  scopes: Scope[];
  agentIds: AgentId[] | null;
  expiresAt: Date | null;
}

/**
 * The live key with this hash, and a note that it was used (at most one a minute); undefined when there is
 * none. Asked before any team is known; whoever has the hash has the key.
 */
export async function useApiKey(database: Database, hash: Buffer): Promise<UsedApiKey | undefined> {
  return inTransaction(database, 'agent_factory_key', {}, async (tx) => {
    const { rows } = await sql<UsedApiKey>`
      select id, team_id as "teamId", name, scopes, agent_ids as "agentIds", expires_at as "expiresAt"
      from app.use_api_key(${hash})`.execute(tx);
    return rows[0];
  });
}
