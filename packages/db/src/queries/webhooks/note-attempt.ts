import type { TeamId, WebhookDeliveryId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { WebhookAttemptRow, WebhookDeliveryStatus } from './rows.ts';

export interface NotedAttempt {
  deliveryId: WebhookDeliveryId;
  teamId: TeamId;
  attempt: Omit<WebhookAttemptRow, 'number'>;
  status: WebhookDeliveryStatus;
  /** Null unless `pending`. */
  nextAttemptAt: Date | null;
}

/** Adds a try to a delivery that still waits, and says where that stands now. False, and nothing noted, if it does not. */
export async function noteAttempt(tx: Transaction, noted: NotedAttempt): Promise<boolean> {
  const { attempt, teamId, deliveryId } = noted;
  const { rows } = await sql`
    with tried as (
      update public.webhook_deliveries
      set status = ${noted.status}, attempts = attempts + 1, next_attempt_at = ${noted.nextAttemptAt}::timestamptz
      where team_id = ${teamId} and id = ${deliveryId} and status = 'pending'
      returning team_id, id
    )
    insert into public.webhook_attempts (team_id, delivery_id, number, started_at, duration_ms, status_code, error,
      response_excerpt)
    select team_id, id,
      1 + coalesce((
        select max(number) from public.webhook_attempts where team_id = ${teamId} and delivery_id = ${deliveryId}
      ), 0),
      ${attempt.startedAt}::timestamptz, ${attempt.durationMs}::integer, ${attempt.statusCode}::integer,
      ${attempt.error}::text, ${attempt.responseExcerpt}::text
    from tried
    returning number`.execute(tx);
  return rows.length === 1;
}
