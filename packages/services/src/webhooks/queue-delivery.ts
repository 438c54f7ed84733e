import type { TeamId, WebhookDeliveryId, WebhookId } from '@agent-factory/contracts';
import { enqueueJob, type Transaction } from '@agent-factory/db';

/** How many deliveries to one webhook a worker makes at the same time; `app.publish_event` knows it too. */
const lanes = 4;

/** A job for a delivery, in a transaction of the system; a second one takes the place of the first. */
export async function queueDelivery(
  tx: Transaction,
  delivery: { teamId: TeamId; deliveryId: WebhookDeliveryId; webhookId: WebhookId; runAt: Date },
): Promise<void> {
  const { teamId, deliveryId, webhookId, runAt } = delivery;
  const lane = (deliveryId.codePointAt(deliveryId.length - 1) ?? 0) % lanes;
  await enqueueJob(
    tx,
    'deliver_webhook',
    { team_id: teamId, delivery_id: deliveryId },
    { runAt, jobKey: `webhook:${deliveryId}`, queueName: `webhook:${webhookId}:${lane}`, maxAttempts: 25 },
  );
}
