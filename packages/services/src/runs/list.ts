import {
  type AgentId,
  listRunsInputSchema,
  type RunView,
  type ScheduleId,
  type TeamId,
  type TriggerId,
} from '@agent-factory/contracts';
import {
  listRuns as listRunRows,
  selectSchedule,
  selectTrigger,
  type Transaction,
  withTenant,
  withTenantOnce,
} from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireMade } from './require-made.ts';
import { runView } from './run-view.ts';

/** The team's runs, newest first. Errors: `not_found` for an agent, key, schedule or trigger that the team does not have. */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listRunsInputSchema>;
}): Promise<{ items: RunView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'runs:read');
  const asked = parseInput(listRunsInputSchema, input);
  const { agent_id, status, started_by, schedule_id, trigger_id, limit, cursor } = asked;
  const after = cursor === undefined ? null : decodeCursor(cursor, 'run');
  const { teamId } = ctx.actor;
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listRunRows(tx, {
      teamId,
      agentId: agent_id ?? null,
      status: status ?? null,
      origin: started_by,
      scheduleId: schedule_id,
      triggerId: trigger_id,
      from: asked.from === undefined ? undefined : new Date(asked.from),
      to: asked.to === undefined ? undefined : new Date(asked.to),
      apiKeyId: asked.api_key_id,
      memberId: asked.member_id,
      model: asked.model,
      errorCode: asked.error_code,
      after,
      limit: limit + 1,
    }),
  );
  // Asked only when there is nothing, so that a page with runs costs one query.
  if (rows.length === 0 && (agent_id ?? schedule_id ?? trigger_id) !== undefined) {
    await withTenant(ctx.db, ctx.actor, (tx) =>
      requireOrigins(tx, { teamId, agent_id, schedule_id, trigger_id }),
    );
  }
  if (rows.length === 0 && asked.api_key_id !== undefined) {
    const made = { teamId, agentId: null, apiKeyId: asked.api_key_id };
    await withTenantOnce(ctx.db, { type: 'system', teamId, reason: 'list_runs' }, (tx) =>
      requireMade(tx, made),
    );
  }
  return pageFrom(rows, limit, runView);
}

/** A list without runs is empty only of what there is. */
async function requireOrigins(
  tx: Transaction,
  asked: {
    teamId: TeamId;
    agent_id: AgentId | undefined;
    schedule_id: ScheduleId | undefined;
    trigger_id: TriggerId | undefined;
  },
): Promise<void> {
  const { teamId, agent_id: agentId, schedule_id: scheduleId, trigger_id: triggerId } = asked;
  await requireMade(tx, { teamId, agentId: agentId ?? null, apiKeyId: null });
  if (scheduleId !== undefined && (await selectSchedule(tx, { id: scheduleId, teamId })) === undefined) {
    throw notFound('schedule');
  }
  if (triggerId !== undefined && (await selectTrigger(tx, { id: triggerId, teamId })) === undefined) {
    throw notFound('trigger');
  }
}
