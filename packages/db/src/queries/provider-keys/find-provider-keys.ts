import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Whose key that is: the router knows a key by its id alone. Undefined when there is none. */
export async function findTeamOfProviderKey(
  database: Database,
  id: ProviderKeyId,
): Promise<TeamId | undefined> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId | null }>`
      select app.team_of_provider_key(${id}) as "teamId"`.execute(tx);
    return rows[0]?.teamId ?? undefined;
  });
}

/** Keys of any team that another master key than `currentKeyId` wraps, in the order of their ids after `after`. */
export async function findProviderKeysToRewrap(
  database: Database,
  options: { currentKeyId: string; after: ProviderKeyId | null; limit: number },
): Promise<{ teamId: TeamId; id: ProviderKeyId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: ProviderKeyId }>`
      select team_id as "teamId", id
      from app.provider_keys_to_rewrap(${options.currentKeyId}, ${options.after ?? ''}, ${options.limit}::integer)
    `.execute(tx);
    return rows;
  });
}
