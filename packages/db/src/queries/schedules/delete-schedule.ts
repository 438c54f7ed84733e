import type { ScheduleId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there was none. */
export async function deleteSchedule(
  tx: Transaction,
  { id, teamId }: { id: ScheduleId; teamId: TeamId },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('schedules')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
