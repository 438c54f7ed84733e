import { type ScheduleView, scheduleIdSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readSchedule } from './read-schedule.ts';
import { scheduleView } from './schedule-view.ts';

export const scheduleIdInputSchema = z.strictObject({ id: scheduleIdSchema });

/** Errors: `not_found`. */
export async function getSchedule({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof scheduleIdInputSchema>;
}): Promise<ScheduleView> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { id } = parseInput(scheduleIdInputSchema, input);
  const { teamId } = ctx.actor;
  return scheduleView(await withTenant(ctx.db, ctx.actor, (tx) => readSchedule(tx, { id, teamId })));
}
