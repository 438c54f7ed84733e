import type { RunView } from '@agent-factory/contracts';
import { noteScheduledRun, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { startRun } from '../runs/start.ts';
import { contextFor, type ServiceContext } from '../service-context.ts';
import { scheduleIdInputSchema } from './get.ts';
import { readSchedule } from './read-schedule.ts';

/**
 * Starts a run of a schedule now, on or off; when it is due next stays as it is. Errors: `not_found`, and those of
 * `startRun`.
 */
export async function runScheduleNow({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof scheduleIdInputSchema>;
}): Promise<RunView> {
  const { actor } = ctx;
  requireScope(actor, 'runs:write');
  const { id } = parseInput(scheduleIdInputSchema, input);
  const { teamId } = actor;
  // As the caller, who may be a key for other agents.
  const schedule = await withTenant(ctx.db, actor, (tx) => readSchedule(tx, { id, teamId }));
  const { name, agentId } = schedule;
  const askedBy = actor.type === 'user' ? actor.userId : null;
  const system = contextFor(ctx, { type: 'system', teamId, reason: 'run_schedule' });
  const run = await startRun({
    ctx: system,
    input: { agent_id: agentId, input: schedule.input },
    runFor: { scheduleId: id, name, askedBy },
  });
  const at = new Date(ctx.clock.now());
  await withTenant(ctx.db, system.actor, async (tx) => {
    await noteScheduledRun(tx, { id, teamId, runId: run.run_id, at });
    const after = { agent: run.agent_name, agent_id: agentId, version: run.version, via: 'schedule' };
    await recordAudit(tx, ctx, { action: 'run.started', target: { id: run.run_id, name }, after });
  });
  return run;
}
