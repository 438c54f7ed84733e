import { AppError, type WebhookDeliveryView } from '@agent-factory/contracts';
import { restartDelivery, selectWebhook, selectWebhookDelivery, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { nameOf } from './create.ts';
import { webhookDeliveryIdInputSchema } from './get-delivery.ts';
import { queueDelivery } from './queue-delivery.ts';
import { deliveryView } from './webhook-view.ts';

/**
 * Sends an event again, now, with the same `webhook-id` and all its tries before it. One that waits for its next try
 * is tried at once. Errors: `not_found`; `conflict` for a webhook that is disabled.
 */
export async function replayWebhookDelivery({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof webhookDeliveryIdInputSchema>;
}): Promise<WebhookDeliveryView> {
  requireScope(ctx.actor, 'webhooks:write');
  const { delivery_id: id } = parseInput(webhookDeliveryIdInputSchema, input);
  const { teamId } = ctx.actor;
  // As the caller first: whether there is such a delivery is the policies' to say.
  const found = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const delivery = await selectWebhookDelivery(tx, { id, teamId });
    const webhook = delivery && (await selectWebhook(tx, { id: delivery.webhookId, teamId }));
    return webhook && { delivery, webhook };
  });
  if (found === undefined) throw notFound('delivery');
  const { delivery, webhook } = found;
  if (webhook.status === 'disabled') {
    throw new AppError('conflict', 'This webhook is disabled. Switch it on, then send the event again.');
  }
  const at = new Date(ctx.clock.now());
  const system = { type: 'system', teamId, reason: 'replay_webhook' } as const;
  await withTenant(ctx.db, system, async (tx) => {
    if (!(await restartDelivery(tx, { id, teamId, at }))) throw notFound('delivery');
    await queueDelivery(tx, { teamId, deliveryId: id, webhookId: webhook.id, runAt: at });
    await recordAudit(tx, ctx, {
      action: 'webhook.replayed',
      target: { id: webhook.id, name: nameOf(webhook) },
      after: { event_id: delivery.eventId, type: delivery.type },
    });
  });
  return deliveryView({ ...delivery, status: 'pending', attempts: 0, nextAttemptAt: at });
}
