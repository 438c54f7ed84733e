import {
  newId,
  type TeamId,
  type WebhookEventData,
  type WebhookEventType,
  webhookEventTypes,
} from '@agent-factory/contracts';
import {
  asStored,
  publishEvent as insertEvent,
  type NewWebhookEvent,
  type Transaction,
} from '@agent-factory/db';

/**
 * Tells the team's webhooks of an event, in the transaction of what it tells of: each endpoint that asks for `type`
 * gets a delivery and a job. Nothing is written where none does. `at` is when it happened, in milliseconds since the
 * epoch. Any actor of the team may call it, whatever their role.
 */
export async function publishEvent<T extends WebhookEventType>(
  tx: Transaction,
  event: PublishedEvent<T>,
): Promise<void> {
  await insertEvent(tx, newWebhookEvent(event));
}

export interface PublishedEvent<T extends WebhookEventType> {
  teamId: TeamId;
  type: T;
  data: WebhookEventData<T>;
  at?: number;
}

/** The event as it is sent, for a statement that publishes it along with what it tells of. */
export function newWebhookEvent<T extends WebhookEventType>(event: PublishedEvent<T>): NewWebhookEvent {
  const at = event.at ?? Date.now();
  // What is not named in the contract does not leave: a schema that is strict throws, in tests and here.
  const data = webhookEventTypes[event.type].data.parse(event.data);
  const payload = { type: event.type, timestamp: new Date(at).toISOString(), data };
  return {
    id: newId('webhookEvent', at),
    teamId: event.teamId,
    type: event.type,
    payload: JSON.stringify(asStored(payload)),
  };
}
