import type { TeamId, WebhookDeliveryId, WebhookEventId, WebhookId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { WebhookStatus } from './rows.ts';

/** All that it takes to send a delivery, its secrets still closed; for the system alone. */
export interface OutgoingDelivery {
  id: WebhookDeliveryId;
  /** In this round of tries: since it was published or last sent again by hand. */
  attempts: number;
  eventId: WebhookEventId;
  payload: string;
  webhookId: WebhookId;
  url: string;
  webhookStatus: WebhookStatus;
  envelope: Buffer;
  oldSecretUntil: Date | null;
  failingSince: Date | null;
}

/** Undefined when there is nothing to send: it is done, or gone. */
export async function selectOutgoingDelivery(
  tx: Transaction,
  { id, teamId }: { id: WebhookDeliveryId; teamId: TeamId },
): Promise<OutgoingDelivery | undefined> {
  const { rows } = await sql<OutgoingDelivery>`
    select d.id, d.attempts, e.id as "eventId", e.payload, w.id as "webhookId", w.url, w.status as "webhookStatus",
      w.envelope, w.old_secret_until as "oldSecretUntil", w.failing_since as "failingSince"
    from public.webhook_deliveries d
    join public.webhook_events e on e.team_id = d.team_id and e.id = d.event_id
    join public.webhook_endpoints w on w.team_id = d.team_id and w.id = d.endpoint_id
    where d.team_id = ${teamId} and d.id = ${id} and d.status = 'pending'`.execute(tx);
  return rows[0];
}
