import { deleteTrigger as deleteTriggerRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { triggerIdInputSchema } from './get.ts';
import { readTrigger } from './read-trigger.ts';

/** Deletes a trigger, its secrets and its log; its runs stay. Its address answers nobody any more. Errors: `not_found`. */
export async function deleteTrigger({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof triggerIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'runs:write');
  const { id } = parseInput(triggerIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const { name, agentId, scheme, enabled } = await readTrigger(tx, { id, teamId });
    if (!(await deleteTriggerRow(tx, { id, teamId }))) throw notFound('trigger');
    const before = { name, agent_id: agentId, signature: scheme, enabled };
    await recordAudit(tx, ctx, { action: 'trigger.deleted', target: { id, name }, before });
  });
}
