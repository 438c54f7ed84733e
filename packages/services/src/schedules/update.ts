import { type ScheduleView, scheduleIdSchema, updateScheduleInputSchema } from '@agent-factory/contracts';
import { type ScheduleRow, updateSchedule as updateScheduleRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkAgentInput } from './check-input.ts';
import { firstTime } from './next-times.ts';
import { readSchedule } from './read-schedule.ts';
import { scheduleView } from './schedule-view.ts';

export const updateScheduleVerbInputSchema = updateScheduleInputSchema.safeExtend({ id: scheduleIdSchema });

/**
 * Changes what is given. Switched on, it starts afresh: from the next time on, without what was refused before.
 * Errors: as `createSchedule`, and `not_found`.
 */
export async function updateSchedule({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateScheduleVerbInputSchema>;
}): Promise<ScheduleView> {
  requireScope(ctx.actor, 'runs:write');
  const { id, ...change } = parseInput(updateScheduleVerbInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await readSchedule(tx, { id, teamId });
    const after = {
      name: change.name ?? before.name,
      cron: change.cron ?? before.cron,
      timeZone: change.time_zone ?? before.timeZone,
      input: change.input ?? before.input,
      enabled: change.enabled ?? before.enabled,
      overlap: change.overlap ?? before.overlap,
    };
    const startsAfresh = after.enabled && !before.enabled;
    // What is wrong now would be wrong at night; what is switched off may stay as it is.
    if (change.input !== undefined || startsAfresh) {
      await checkAgentInput(tx, ctx, { agentId: before.agentId, input: after.input });
    }
    const nextAt = nextOf(before, after, new Date(ctx.clock.now()));
    const changed = { ...after, nextAt, startsAfresh };
    if (!(await updateScheduleRow(tx, { id, teamId, change: changed }))) throw notFound('schedule');
    const target = { id, name: after.name };
    await recordAudit(tx, ctx, {
      action: 'schedule.updated',
      target,
      before: told(before),
      after: told(after),
    });
    return readSchedule(tx, { id, teamId });
  });
  return scheduleView(row);
}

type TimeTableRow = Pick<ScheduleRow, 'name' | 'cron' | 'timeZone' | 'enabled' | 'overlap'>;

/** A due time that nobody has come to yet stays, unless the time table is another one. */
function nextOf(before: ScheduleRow, after: TimeTableRow, now: Date): Date | null {
  const first = firstTime(after, now);
  if (!after.enabled) return null;
  const same = before.enabled && before.cron === after.cron && before.timeZone === after.timeZone;
  return same ? before.nextAt : first;
}

function told({ name, cron, timeZone, enabled, overlap }: TimeTableRow) {
  return { name, cron, time_zone: timeZone, enabled, overlap };
}
