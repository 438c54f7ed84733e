import {
  pageInputSchema,
  type WebhookDeliveryView,
  webhookDeliveryStatuses,
  webhookIdSchema,
} from '@agent-factory/contracts';
import { listWebhookDeliveries as listRows, selectWebhook, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { deliveryView } from './webhook-view.ts';

export const listWebhookDeliveriesInputSchema = pageInputSchema.extend({
  id: webhookIdSchema,
  status: z.enum(webhookDeliveryStatuses).optional(),
});

/** What was and will be sent to a webhook in the last 30 days, newest first. Errors: `not_found`. */
export async function listWebhookDeliveries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listWebhookDeliveriesInputSchema>;
}): Promise<{ items: WebhookDeliveryView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'webhooks:read', 'webhooks:write');
  const { id, status = null, cursor, limit } = parseInput(listWebhookDeliveriesInputSchema, input);
  const { teamId } = ctx.actor;
  const after = cursor === undefined ? null : decodeCursor(cursor, 'webhookDelivery');
  const rows = await withTenant(ctx.db, ctx.actor, async (tx) => {
    if ((await selectWebhook(tx, { id, teamId })) === undefined) throw notFound('webhook');
    return listRows(tx, { teamId, webhookId: id, status, after, limit: limit + 1 });
  });
  return pageFrom(rows, limit, deliveryView);
}
