import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Teams that have an audit log, in the order of their ids after `after`. */
export async function findAuditedTeams(
  database: Database,
  { after, limit }: { after: TeamId | null; limit: number },
): Promise<TeamId[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ id: TeamId }>`
      select id from app.audited_teams(${after ?? ''}, ${limit}::integer) as id`.execute(tx);
    return rows.map(({ id }) => id);
  });
}
