import type { DocumentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface StaleDocument {
  team_id: TeamId;
  document_id: DocumentId;
}

/** Documents of any team that have waited to be read for so long, longest first. Ids alone, as `listStaleRuns`. */
export async function listStaleDocuments(
  database: Database,
  { queuedForMs, limit }: { queuedForMs: number; limit: number },
): Promise<StaleDocument[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<StaleDocument>`
      select team_id, document_id
      from app.stale_documents(${queuedForMs} * interval '1 millisecond', ${limit}::integer)`.execute(tx);
    return rows;
  });
}
