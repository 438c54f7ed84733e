import { deleteSchedule as deleteScheduleRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { scheduleIdInputSchema } from './get.ts';
import { readSchedule } from './read-schedule.ts';

/** Deletes a schedule; its runs stay and go on. Errors: `not_found`. */
export async function deleteSchedule({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof scheduleIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'runs:write');
  const { id } = parseInput(scheduleIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await readSchedule(tx, { id, teamId });
    if (!(await deleteScheduleRow(tx, { id, teamId }))) throw notFound('schedule');
    const { name, cron, timeZone, enabled, agentId } = before;
    const told = { name, cron, enabled, time_zone: timeZone, agent_id: agentId };
    await recordAudit(tx, ctx, { action: 'schedule.deleted', target: { id, name }, before: told });
  });
}
