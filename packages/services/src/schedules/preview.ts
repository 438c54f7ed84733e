import { previewScheduleInputSchema, type ScheduleTimes } from '@agent-factory/contracts';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { firstTime, nextTimes } from './next-times.ts';
import { shownTimes } from './schedule-view.ts';

/** The next times of a time table that nobody has saved yet. Errors: `invalid_input`. */
export async function previewSchedule({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof previewScheduleInputSchema>;
}): Promise<ScheduleTimes> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { cron, time_zone: timeZone } = parseInput(previewScheduleInputSchema, input);
  const now = new Date(ctx.clock.now());
  firstTime({ cron, timeZone }, now);
  return {
    next_times: nextTimes({ cron, timeZone }, now, shownTimes).map((time) => time.toISOString()),
  };
}
