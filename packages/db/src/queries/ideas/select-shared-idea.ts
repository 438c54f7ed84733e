import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface SharedIdeaRow {
  idea: string;
  evaluation: unknown;
  evaluatedAt: Date;
}

/** What the holder of a link may read; whoever has the hash has the link. */
export async function selectSharedIdea(database: Database, hash: Buffer): Promise<SharedIdeaRow | undefined> {
  return inTransaction(database, 'agent_factory_member', {}, async (tx) => {
    const { rows } = await sql<SharedIdeaRow>`
      select idea, evaluation, evaluated_at as "evaluatedAt" from app.shared_idea(${hash})`.execute(tx);
    return rows[0];
  });
}
