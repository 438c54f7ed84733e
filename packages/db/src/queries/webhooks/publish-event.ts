import type { TeamId, WebhookEventId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewWebhookEvent {
  id: WebhookEventId;
  teamId: TeamId;
  type: string;
  /** JSON text, as it will be sent to the byte. */
  payload: string;
}

/** Queues an event for each of the team's endpoints that ask for its kind, and says how many those are. */
export async function publishEvent(tx: Transaction, event: NewWebhookEvent): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select app.publish_event(${event.teamId}, ${event.id}, ${event.type}, ${event.payload}) as told`.execute(
    tx,
  );
  return rows[0]?.told ?? 0;
}
