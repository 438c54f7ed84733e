import type { ScheduleId, ScheduleOverlap, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface ScheduleChange {
  name: string;
  cron: string;
  timeZone: string;
  input: Readonly<Record<string, unknown>>;
  enabled: boolean;
  overlap: ScheduleOverlap;
  nextAt: Date | null;
  /** Forgets what was refused and why it paused. */
  startsAfresh: boolean;
}

/** False when the team has no such schedule. A claim on it is void: whoever holds it finds the due time changed. */
export async function updateSchedule(
  tx: Transaction,
  { id, teamId, change }: { id: ScheduleId; teamId: TeamId; change: ScheduleChange },
): Promise<boolean> {
  const afresh = change.startsAfresh
    ? sql`, paused_reason = null, refused_in_a_row = 0, last_refusal = null, last_run_counted = true`
    : sql``;
  const { rows } = await sql`
    update public.schedules
    set name = ${change.name}, cron = ${change.cron}, time_zone = ${change.timeZone}, input = ${json(change.input)},
      enabled = ${change.enabled}, overlap = ${change.overlap}, next_at = ${change.nextAt}, claimed_until = null, updated_at = now() ${afresh}
    where team_id = ${teamId} and id = ${id}
    returning 1`.execute(tx);
  return rows.length === 1;
}
