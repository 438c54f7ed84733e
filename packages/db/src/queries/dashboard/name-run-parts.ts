import type { AgentId, ApiKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What agents and keys of a team are called now, also those that are deleted or revoked. */
export async function nameRunParts(
  tx: Transaction,
  { teamId, agentIds, apiKeyIds }: { teamId: TeamId; agentIds: AgentId[]; apiKeyIds: ApiKeyId[] },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, coalesce(title, name) as name from public.agents
    where team_id = ${teamId} and id = any (${agentIds}::text[])
    union all
    select id, name from public.api_keys where team_id = ${teamId} and id = any (${apiKeyIds}::text[])`.execute(
    tx,
  );
  return rows;
}

/** Names of people, as far as the reader may know them. */
export async function namePeople(
  tx: Transaction,
  { teamId, userIds }: { teamId: TeamId; userIds: string[] },
): Promise<{ id: string; name: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select person.id, person.name
    from public.team_members member join public.profiles person on person.id = member.user_id
    where member.team_id = ${teamId} and member.user_id = any (${userIds}::uuid[])`.execute(tx);
  return rows;
}
