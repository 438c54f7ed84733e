import { type TriggerView, triggerIdSchema, updateTriggerInputSchema } from '@agent-factory/contracts';
import { updateTrigger as updateTriggerRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkMapping } from './check-mapping.ts';
import { readTrigger } from './read-trigger.ts';
import { triggerView } from './trigger-view.ts';

export const updateTriggerVerbInputSchema = updateTriggerInputSchema.safeExtend({ id: triggerIdSchema });

/** Changes what is given; off, a trigger refuses every call. Errors: `not_found`, `invalid_input`. */
export async function updateTrigger({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof updateTriggerVerbInputSchema>;
}): Promise<TriggerView> {
  requireScope(ctx.actor, 'runs:write');
  const { id, name, mapping, enabled, rate_per_minute } = parseInput(updateTriggerVerbInputSchema, input);
  if (mapping !== undefined) await checkMapping(mapping);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await readTrigger(tx, { id, teamId });
    const change = { name, mapping, enabled, ratePerMinute: rate_per_minute };
    if (!(await updateTriggerRow(tx, { id, teamId, change }))) throw notFound('trigger');
    const after = await readTrigger(tx, { id, teamId });
    const target = { id, name: after.name };
    await recordAudit(tx, ctx, {
      action: 'trigger.updated',
      target,
      before: { ...before },
      after: { ...after },
    });
    return after;
  });
  return triggerView(row, ctx.clock.now());
}
