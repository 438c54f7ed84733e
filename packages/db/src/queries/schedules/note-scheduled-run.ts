import type { RunId, ScheduleId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** The newest run of a schedule, where somebody asked for it before it was due. */
export async function noteScheduledRun(
  tx: Transaction,
  { id, teamId, runId, at }: { id: ScheduleId; teamId: TeamId; runId: RunId; at: Date },
): Promise<void> {
  await tx
    .updateTable('schedules')
    // Whoever asked sees for themselves how it ends.
    .set({ last_run_id: runId, last_at: at, last_run_counted: true })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
