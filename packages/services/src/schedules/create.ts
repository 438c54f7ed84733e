import {
  AppError,
  type CreateScheduleInput,
  createScheduleInputSchema,
  newId,
  type ScheduleView,
} from '@agent-factory/contracts';
import { insertSchedule, withTenant } from '@agent-factory/db';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkAgentInput } from './check-input.ts';
import { firstTime } from './next-times.ts';
import { readSchedule } from './read-schedule.ts';
import { scheduleView } from './schedule-view.ts';

const atMost = 200;

/**
 * Lets an agent start by itself at the times of a cron line. Errors: `not_found` (agent), `invalid_input` for a line,
 * zone or input that does not fit, `spec_not_runnable`, `conflict` where the team has 200.
 */
export async function createSchedule({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateScheduleInput;
}): Promise<ScheduleView> {
  const { actor } = ctx;
  requireScope(actor, 'runs:write');
  const given = parseInput(createScheduleInputSchema, input);
  const { agent_id: agentId, name, cron, time_zone: timeZone, enabled, overlap } = given;
  requireAgent(actor, agentId);
  const now = ctx.clock.now();
  const first = firstTime({ cron, timeZone }, new Date(now));
  const id = newId('schedule', now);
  const { teamId } = actor;
  const row = await withTenant(ctx.db, actor, async (tx) => {
    await checkAgentInput(tx, ctx, { agentId, input: given.input });
    const inserted = await insertSchedule(tx, {
      ...{ id, teamId, agentId, name, cron, timeZone, input: given.input, enabled, overlap, atMost },
      nextAt: enabled ? first : null,
      createdBy: actor.type === 'user' ? actor.userId : null,
    });
    if (!inserted) {
      throw new AppError('conflict', `A team has at most ${atMost} schedules. Delete one that is not used.`);
    }
    const target = { id, name };
    await recordAudit(tx, ctx, { action: 'schedule.created', target, after: { ...given, enabled } });
    return readSchedule(tx, { id, teamId });
  });
  return scheduleView(row);
}
