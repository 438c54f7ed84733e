import type {
  AgentId,
  Refusal,
  RunId,
  RunStatus,
  ScheduleId,
  ScheduleOverlap,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

/** A schedule as its readers see it, its newest run joined in. */
export interface ScheduleRow {
  id: ScheduleId;
  agentId: AgentId;
  agentName: string;
  name: string;
  cron: string;
  timeZone: string;
  input: Record<string, unknown>;
  enabled: boolean;
  overlap: ScheduleOverlap;
  nextAt: Date | null;
  lastRunId: RunId | null;
  lastRunStatus: RunStatus | null;
  lastRunError: { code: string; message: string } | null;
  lastRunCreatedAt: Date | null;
  /** Whether the outcome of that run is in `refusedInARow`. */
  lastRunCounted: boolean;
  lastRefusal: Refusal | null;
  refusedInARow: number;
  pausedReason: string | null;
  /** The last due time that passed because a run still went on. */
  lastSkippedAt: Date | null;
  createdAt: Date;
}

/** The columns of a ScheduleRow, of `schedule` joined with its `agent` and its newest `run`. */
export const scheduleColumns = sql`
  schedule.id, schedule.agent_id as "agentId", agent.name as "agentName", schedule.name, schedule.cron,
  schedule.time_zone as "timeZone", schedule.input, schedule.enabled, schedule.overlap, schedule.next_at as "nextAt",
  run.id as "lastRunId", run.status as "lastRunStatus", run.error as "lastRunError",
  run.created_at as "lastRunCreatedAt", schedule.last_run_counted as "lastRunCounted",
  schedule.last_refusal as "lastRefusal", schedule.refused_in_a_row as "refusedInARow",
  schedule.paused_reason as "pausedReason", schedule.last_skipped_at as "lastSkippedAt",
  schedule.created_at as "createdAt"`;

export const schedulesJoined = sql`
  public.schedules schedule
  join public.agents agent on agent.team_id = schedule.team_id and agent.id = schedule.agent_id
  left join public.runs run on run.team_id = schedule.team_id and run.id = schedule.last_run_id`;
