import type { TeamId, WebhookDeliveryId, WebhookId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { deliveryColumns, deliverySource } from './delivery-columns.ts';
import type { WebhookDeliveryRow, WebhookDeliveryStatus } from './rows.ts';

/** Newest first, after the delivery `after`; a foreign or unknown one finds nothing. Ids sort by when they were made. */
export async function listWebhookDeliveries(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    webhookId: WebhookId;
    status: WebhookDeliveryStatus | null;
    after: WebhookDeliveryId | null;
    limit: number;
  },
): Promise<WebhookDeliveryRow[]> {
  const ofStatus = filter.status === null ? sql`` : sql`and d.status = ${filter.status}`;
  const older =
    filter.after === null
      ? sql``
      : sql`and d.id < (select id from public.webhook_deliveries where team_id = ${filter.teamId} and id = ${filter.after})`;
  const { rows } = await sql<WebhookDeliveryRow>`
    select ${deliveryColumns} from ${deliverySource}
    where d.team_id = ${filter.teamId} and d.endpoint_id = ${filter.webhookId} ${ofStatus} ${older}
    order by d.id desc limit ${filter.limit}`.execute(tx);
  return rows;
}
