import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface StaleRun {
  team_id: TeamId;
  run_id: RunId;
  status: 'running' | 'queued' | 'waiting';
}

/**
 * Runs of any team that nobody has touched for too long: running without a heartbeat, queued and never taken up, or
 * waiting though nothing of theirs is pending. The question crosses tenants; it answers with ids, and whoever acts on
 * one opens that run's own tenant. Longest untouched first, at most `limit` of each kind.
 */
export async function listStaleRuns(
  database: Database,
  options: { runningForMs: number; queuedForMs: number; limit: number },
): Promise<StaleRun[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<StaleRun>`
      select team_id, run_id, status
      from app.stale_runs(
        ${options.runningForMs} * interval '1 millisecond',
        ${options.queuedForMs} * interval '1 millisecond',
        ${options.limit}::integer
      )`.execute(tx);
    return rows;
  });
}
