import type { ScheduleId, TeamId } from '@agent-factory/contracts';
import { type ScheduleRow, selectSchedule, type Transaction } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';

/** AppError `not_found` when the team has no such schedule. */
export async function readSchedule(
  tx: Transaction,
  key: { id: ScheduleId; teamId: TeamId },
): Promise<ScheduleRow> {
  const row = await selectSchedule(tx, key);
  if (row === undefined) throw notFound('schedule');
  return row;
}
