import type { ScheduleId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ScheduleRow, scheduleColumns, schedulesJoined } from './rows.ts';

export async function selectSchedule(
  tx: Transaction,
  { id, teamId }: { id: ScheduleId; teamId: TeamId },
): Promise<ScheduleRow | undefined> {
  const { rows } = await sql<ScheduleRow>`
    select ${scheduleColumns} from ${schedulesJoined}
    where schedule.team_id = ${teamId} and schedule.id = ${id}`.execute(tx);
  return rows[0];
}
