import { type TriggerView, triggerIdSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readTrigger } from './read-trigger.ts';
import { triggerView } from './trigger-view.ts';

export const triggerIdInputSchema = z.strictObject({ id: triggerIdSchema });

/** One trigger, without its secret. Errors: `not_found`. */
export async function getTrigger({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof triggerIdInputSchema>;
}): Promise<TriggerView> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { id } = parseInput(triggerIdInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => readTrigger(tx, { id, teamId }));
  return triggerView(row, ctx.clock.now());
}
