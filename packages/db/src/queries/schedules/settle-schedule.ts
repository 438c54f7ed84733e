import type { Refusal, RunId, ScheduleId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface Settlement {
  /** When it is due next; null pauses it, with `pausedReason`. */
  nextAt: Date | null;
  /** The run that was started; null when none was. */
  runId: RunId | null;
  at: Date;
  lastRefusal: Refusal | null;
  refusedInARow: number;
  pausedReason: string | null;
  /** Nothing was started since the run before still went on. */
  skipped: boolean;
}

/** What became of a due time. False, and nothing changed, if the schedule is no longer due then: somebody was quicker. */
export async function settleSchedule(
  tx: Transaction,
  { id, teamId, dueAt, settled }: { id: ScheduleId; teamId: TeamId; dueAt: Date; settled: Settlement },
): Promise<boolean> {
  // How a run that goes on will end is not counted yet.
  const started = settled.skipped
    ? sql`last_skipped_at = ${dueAt}`
    : settled.runId === null
      ? sql`last_run_counted = true`
      : sql`last_run_id = ${settled.runId}, last_at = ${settled.at}, last_run_counted = false`;
  const { rows } = await sql`
    update public.schedules
    set ${started}, next_at = ${settled.nextAt}, enabled = ${settled.nextAt !== null}, claimed_until = null,
      last_refusal = ${settled.lastRefusal === null ? null : json(settled.lastRefusal)}::jsonb,
      refused_in_a_row = ${settled.refusedInARow}, paused_reason = ${settled.pausedReason}
    where team_id = ${teamId} and id = ${id} and next_at = ${dueAt} and enabled
    returning 1`.execute(tx);
  return rows.length === 1;
}
