import type { AgentVersionId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

interface PopularVersion {
  teamId: TeamId;
  id: AgentVersionId;
  specHash: string;
}

/** Versions of which the busiest teams start most runs at the moment, the most used first. Crosses tenants, as ids. */
export async function listPopularVersions(database: Database, limit: number): Promise<PopularVersion[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<PopularVersion>`
      select team_id as "teamId", agent_version_id as id, spec_hash as "specHash"
      from app.popular_versions(${limit}::integer)`.execute(tx);
    return rows;
  });
}
