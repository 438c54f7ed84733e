import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Triggers of any team that another master key than `currentKeyId` wraps, in the order of their ids after `after`. */
export async function findTriggersToRewrap(
  database: Database,
  options: { currentKeyId: string; after: TriggerId | null; limit: number },
): Promise<{ teamId: TeamId; id: TriggerId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: TriggerId }>`
      select team_id as "teamId", id
      from app.triggers_to_rewrap(${options.currentKeyId}, ${options.after ?? ''}, ${options.limit}::integer)
    `.execute(tx);
    return rows;
  });
}
