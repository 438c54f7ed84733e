import type { ScheduleId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Whether a run of the schedule has not ended, but for the one that was started under `exceptKey`. */
export async function hasRunGoingOn(
  tx: Transaction,
  { id, teamId, exceptKey }: { id: ScheduleId; teamId: TeamId; exceptKey: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from public.runs
    where team_id = ${teamId} and schedule_id = ${id} and status in ('queued', 'running', 'waiting')
      and idempotency_key is distinct from ${exceptKey}
    limit 1`.execute(tx);
  return rows.length > 0;
}
