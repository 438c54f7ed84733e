import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Deleted teams whose time is over, longest over first. Ids alone, as `listStaleRuns`. */
export async function listTeamsToErase(database: Database, limit: number): Promise<TeamId[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ id: TeamId }>`
      select id from app.teams_to_erase(${limit}::integer) id`.execute(tx);
    return rows.map(({ id }) => id);
  });
}
