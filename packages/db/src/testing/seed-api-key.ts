import { randomBytes } from 'node:crypto';
import { type Actor, type AgentId, newId, type Scope, type TeamId } from '@agent-factory/contracts';
import { queryAsAdmin } from './query-as-admin.ts';

type KeyActor = Extract<Actor, { type: 'apiKey' }>;

/** A key of the team that acts as an admin, so that its scopes alone bound it; nobody holds its secret. */
export async function seedApiKey(
  adminUrl: string,
  teamId: TeamId,
  scopes: readonly Scope[],
  agentIds: readonly AgentId[] | null = null,
): Promise<KeyActor> {
  const keyId = newId('apiKey');
  await queryAsAdmin(
    adminUrl,
    `insert into public.api_keys (id, team_id, name, hint, secret_hash, scopes, agent_ids, acts_as)
     values ($1, $2, 'Key', 'abcd', $3, $4, $5, 'admin')`,
    [keyId, teamId, randomBytes(32), scopes, agentIds],
  );
  return { type: 'apiKey', keyId, teamId, scopes, agentIds, name: 'Key' };
}
