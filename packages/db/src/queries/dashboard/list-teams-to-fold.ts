import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Teams in which runs have ended that are in no cell yet. Ids alone, as `listStaleRuns`. */
export async function listTeamsToFold(database: Database, limit: number): Promise<TeamId[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{
      id: TeamId;
    }>`select id from app.teams_to_fold(${limit}::integer) id`.execute(tx);
    return rows.map(({ id }) => id);
  });
}
