import { type WebhookDeliveryDetail, webhookDeliveryIdSchema } from '@agent-factory/contracts';
import { listWebhookAttempts, selectWebhookDelivery, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { deliveryView } from './webhook-view.ts';

export const webhookDeliveryIdInputSchema = z.strictObject({ delivery_id: webhookDeliveryIdSchema });

/** A delivery with what is sent and how each try went. Errors: `not_found`. */
export async function getWebhookDelivery({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof webhookDeliveryIdInputSchema>;
}): Promise<WebhookDeliveryDetail> {
  requireScope(ctx.actor, 'webhooks:read', 'webhooks:write');
  const { delivery_id: id } = parseInput(webhookDeliveryIdInputSchema, input);
  const { teamId } = ctx.actor;
  const found = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const row = await selectWebhookDelivery(tx, { id, teamId });
    return row && { row, tries: await listWebhookAttempts(tx, { deliveryId: id, teamId }) };
  });
  if (found === undefined) throw notFound('delivery');
  return {
    ...deliveryView(found.row),
    payload: found.row.payload,
    tries: found.tries.map((attempt) => ({
      number: attempt.number,
      started_at: attempt.startedAt.toISOString(),
      duration_ms: attempt.durationMs,
      status_code: attempt.statusCode,
      error: attempt.error,
      response_excerpt: attempt.responseExcerpt,
    })),
  };
}
