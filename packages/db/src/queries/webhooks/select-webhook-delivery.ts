import type { TeamId, WebhookDeliveryId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { deliveryColumns, deliverySource } from './delivery-columns.ts';
import type { WebhookDeliveryRow } from './rows.ts';

export async function selectWebhookDelivery(
  tx: Transaction,
  { id, teamId }: { id: WebhookDeliveryId; teamId: TeamId },
): Promise<(WebhookDeliveryRow & { payload: string }) | undefined> {
  const { rows } = await sql<WebhookDeliveryRow & { payload: string }>`
    select ${deliveryColumns}, e.payload from ${deliverySource}
    where d.team_id = ${teamId} and d.id = ${id}`.execute(tx);
  return rows[0];
}
