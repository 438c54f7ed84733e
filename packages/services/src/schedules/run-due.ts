import { isAppError, type ScheduleId } from '@agent-factory/contracts';
import {
  claimDueSchedules,
  type DueSchedule,
  hasRunGoingOn,
  type ScheduleRow,
  type Settlement,
  selectSchedule,
  settleSchedule,
  withTenant,
} from '@agent-factory/db';
import { startRun } from '../runs/start.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { nextTimes } from './next-times.ts';
import { type Refusals, refusalsOf } from './refusals-of.ts';

/** At most so many a round; the longest overdue first. */
const batch = 50;
/** So long a claim lasts: a worker that dies over it leaves the schedule to another after that. */
const claimMs = 60_000;
/** After so many refusals in a row a schedule switches itself off. */
export const refusalsUntilPause = 5;

/**
 * Starts what is due in any team, each due time once however many workers ask: the run's idempotency key is the
 * schedule and the time. What was missed while no worker ran is made up for by one run. Where a run of the schedule still
 * goes on, its `overlap` decides. Answers with how many were settled.
 */
export async function runDueSchedules({ services }: { services: Services }): Promise<{ settled: number }> {
  const now = services.clock.now();
  const due = await claimDueSchedules(services.db, {
    at: new Date(now),
    until: new Date(now + claimMs),
    limit: batch,
  });
  let settled = 0;
  // One after the other: they are few, and the pool is there for those who wait for an answer.
  for (const one of due) {
    try {
      if (await runDue(services, one)) settled += 1;
    } catch (error) {
      // Its claim ends, and it is tried again.
      services.onError(error, { job: 'run_schedule', team_id: one.teamId, schedule_id: one.id });
    }
  }
  return { settled };
}

async function runDue(services: Services, { teamId, id, dueAt }: DueSchedule): Promise<boolean> {
  const ctx = contextFor(services, { type: 'system', teamId, reason: 'run_schedule' });
  const found = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const schedule = await selectSchedule(tx, { id, teamId });
    if (schedule === undefined) return undefined;
    // What a worker started and died over before it could say so is no run beside this one: it is this one.
    const exceptKey = keyOf(id, dueAt);
    const overlaps = schedule.overlap !== 'allow' && (await hasRunGoingOn(tx, { id, teamId, exceptKey }));
    return { schedule, overlaps };
  });
  if (found === undefined) return false;
  const { schedule, overlaps } = found;
  // Its claim ends, and it is looked at again; what comes due meanwhile is made up for by the one run.
  if (overlaps && schedule.overlap === 'queue') return false;
  const at = new Date(services.clock.now());
  // How the run before ended was not known when it was started.
  const before = refusalsOf(schedule);
  const mayStart = before.refusedInARow < refusalsUntilPause;
  const outcome = overlaps
    ? { runId: null, lastRefusal: schedule.lastRefusal, refusedInARow: schedule.refusedInARow }
    : mayStart
      ? await start(ctx, schedule, dueAt, before)
      : { runId: null, ...before };

  const [next] = nextTimes(schedule, at > dueAt ? at : dueAt, 1);
  const pausedReason = pauseReason(outcome, next);
  const settled: Settlement = {
    ...outcome,
    at,
    nextAt: pausedReason === null ? (next ?? null) : null,
    pausedReason,
    skipped: overlaps,
  };
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    if (!(await settleSchedule(tx, { id, teamId, dueAt, settled }))) return false;
    if (pausedReason !== null) {
      const { name, agentId: agent_id } = schedule;
      const data = { schedule_id: id, name, agent_id, reason: pausedReason };
      await publishEvent(tx, { teamId, type: 'schedule.paused', data });
    }
    return true;
  });
}

/** Names the run of one due time. */
function keyOf(id: ScheduleId, dueAt: Date): string {
  return `${id}@${dueAt.toISOString()}`;
}

type Outcome = Pick<Settlement, 'runId' | 'lastRefusal' | 'refusedInARow'>;

/** Throws what is no refusal: trying again helps there. */
async function start(
  ctx: ServiceContext,
  { id, agentId: agent_id, input, name }: ScheduleRow,
  dueAt: Date,
  before: Refusals,
): Promise<Outcome> {
  try {
    const run = await startRun({
      ctx,
      input: { agent_id, input, idempotency_key: keyOf(id, dueAt) },
      runFor: { scheduleId: id, name, askedBy: null },
    });
    return { runId: run.run_id, ...before };
  } catch (error) {
    // Started with the input of before somebody changed it, by a worker that died before it could say so.
    if (isAppError(error) && error.code === 'idempotency_mismatch') return { runId: null, ...before };
    if (!isAppError(error) || error.code === 'unavailable' || error.code === 'internal') throw error;
    const { code, message } = error;
    return {
      runId: null,
      lastRefusal: { code, message, at: new Date(ctx.clock.now()).toISOString() },
      refusedInARow: before.refusedInARow + 1,
    };
  }
}

function pauseReason({ lastRefusal, refusedInARow }: Outcome, next: Date | undefined): string | null {
  if (refusedInARow >= refusalsUntilPause) {
    return `Refused ${refusedInARow} times in a row, the last time with: ${lastRefusal?.message ?? ''}`.slice(
      0,
      2_000,
    );
  }
  return next === undefined ? 'It has come for the last time.' : null;
}
