import { sql } from 'kysely';

export const deliveryColumns = sql`
  d.id, d.endpoint_id as "webhookId", d.event_id as "eventId", e.type, d.status, d.attempts,
  d.next_attempt_at as "nextAttemptAt", d.created_at as "createdAt", last.started_at as "lastAttemptAt",
  last.status_code as "lastStatusCode", last.error as "lastError"`;

/** A delivery `d` with its event `e` and its last try. */
export const deliverySource = sql`
  public.webhook_deliveries d
  join public.webhook_events e on e.team_id = d.team_id and e.id = d.event_id
  left join lateral (
    select a.started_at, a.status_code, a.error from public.webhook_attempts a
    where a.team_id = d.team_id and a.delivery_id = d.id
    order by a.number desc limit 1
  ) last on true`;
