import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Runs that have not ended in teams that were deleted, and were not asked to. Ids alone, as `listStaleRuns`. */
export async function listRunsOfShutTeams(
  database: Database,
  limit: number,
): Promise<{ teamId: TeamId; runId: RunId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; runId: RunId }>`
      select team_id as "teamId", run_id as "runId" from app.runs_of_shut_teams(${limit}::integer)`.execute(
      tx,
    );
    return rows;
  });
}
