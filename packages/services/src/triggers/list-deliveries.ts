import type { TriggerDelivery } from '@agent-factory/contracts';
import { listDeliveries, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { triggerIdInputSchema } from './get.ts';
import { readTrigger } from './read-trigger.ts';

const listed = 50;

/** The last 50 calls of a trigger and what became of them, newest first. Errors: `not_found`. */
export async function listTriggerDeliveries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof triggerIdInputSchema>;
}): Promise<{ items: TriggerDelivery[] }> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { id } = parseInput(triggerIdInputSchema, input);
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, async (tx) => {
    await readTrigger(tx, { id, teamId });
    return listDeliveries(tx, { teamId, triggerId: id, limit: listed });
  });
  const items = rows.map((row) => ({
    delivery_id: row.deliveryId,
    at: row.at.toISOString(),
    verdict: row.verdict,
    size_bytes: row.sizeBytes,
    run_id: row.runId,
    message: row.message,
  }));
  return { items };
}
