import type { TeamId, WebhookDeliveryId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { WebhookAttemptRow } from './rows.ts';

/** In the order in which they were made, the last 50. */
export async function listWebhookAttempts(
  tx: Transaction,
  { deliveryId, teamId }: { deliveryId: WebhookDeliveryId; teamId: TeamId },
): Promise<WebhookAttemptRow[]> {
  const rows = await tx
    .selectFrom('webhook_attempts')
    .select([
      'number',
      'started_at as startedAt',
      'duration_ms as durationMs',
      'status_code as statusCode',
      'error',
      'response_excerpt as responseExcerpt',
    ])
    .where('team_id', '=', teamId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
  return rows.reverse();
}
