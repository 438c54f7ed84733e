import type { ScheduleId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

export interface DueSchedule {
  teamId: TeamId;
  id: ScheduleId;
  /** When it was due; with the id it names the run that is to start. */
  dueAt: Date;
}

/**
 * Schedules of any team that are due at `at`, longest overdue first, for this caller alone until `until`. The question
 * crosses tenants; it answers with ids, and whoever acts on one opens that schedule's own tenant.
 */
export async function claimDueSchedules(
  database: Database,
  { at, until, limit }: { at: Date; until: Date; limit: number },
): Promise<DueSchedule[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<DueSchedule>`
      select team_id as "teamId", id, due_at as "dueAt"
      from app.claim_due_schedules(${at}, ${until}, ${limit}::integer)`.execute(tx);
    return rows;
  });
}
