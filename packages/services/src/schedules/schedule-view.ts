import type { ScheduleView } from '@agent-factory/contracts';
import type { ScheduleRow } from '@agent-factory/db';
import { nextTimes } from './next-times.ts';
import { refusalsOf } from './refusals-of.ts';

/** How many coming times are shown. */
export const shownTimes = 3;

export function scheduleView(row: ScheduleRow): ScheduleView {
  const { lastRunId, lastRunStatus, lastRunCreatedAt } = row;
  const { lastRefusal, refusedInARow } = refusalsOf(row);
  return {
    id: row.id,
    agent_id: row.agentId,
    agent_name: row.agentName,
    name: row.name,
    cron: row.cron,
    time_zone: row.timeZone,
    input: row.input,
    enabled: row.enabled,
    overlap: row.overlap,
    next_times: comingTimes(row).map((time) => time.toISOString()),
    last_run:
      lastRunId === null || lastRunStatus === null || lastRunCreatedAt === null
        ? null
        : { run_id: lastRunId, status: lastRunStatus, created_at: lastRunCreatedAt.toISOString() },
    last_refusal: lastRefusal,
    refused_in_a_row: refusedInARow,
    paused_reason: row.pausedReason,
    last_skipped_at: row.lastSkippedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

/** The stored one first: it may be overdue. */
function comingTimes({ nextAt, cron, timeZone }: ScheduleRow): Date[] {
  if (nextAt === null) return [];
  return [nextAt, ...nextTimes({ cron, timeZone }, nextAt, shownTimes - 1)];
}
