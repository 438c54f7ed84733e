import type { TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/**
 * Test runs of any team that have not ended and that nobody has touched for so long, for this caller to set going. The
 * question crosses tenants; it answers with ids.
 */
export async function claimStaleTestRuns(
  database: Database,
  { untouchedForMs, limit }: { untouchedForMs: number; limit: number },
): Promise<{ teamId: TeamId; id: TestRunId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: TestRunId }>`
      select team_id as "teamId", id
      from app.stale_test_runs(${untouchedForMs}::integer * interval '1 millisecond', ${limit}::integer)`.execute(
      tx,
    );
    return rows;
  });
}
