import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ScheduleRow, scheduleColumns, schedulesJoined } from './rows.ts';

/** Newest first. */
export async function listSchedules(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select ${scheduleColumns} from ${schedulesJoined}
    where schedule.team_id = ${teamId}
    order by schedule.created_at desc, schedule.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
