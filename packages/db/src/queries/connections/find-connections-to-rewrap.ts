import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Connections of any team that another master key than `currentKeyId` wraps, in the order of their ids after `after`. */
export async function findConnectionsToRewrap(
  database: Database,
  options: { currentKeyId: string; after: ConnectionId | null; limit: number },
): Promise<{ teamId: TeamId; id: ConnectionId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: ConnectionId }>`
      select team_id as "teamId", id
      from app.connections_to_rewrap(${options.currentKeyId}, ${options.after ?? ''}, ${options.limit}::integer)
    `.execute(tx);
    return rows;
  });
}
