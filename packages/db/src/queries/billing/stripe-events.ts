import { sql } from 'kysely';
import { toJsonbText } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface StripeEventRow {
  id: string;
  type: string;
  account: string | null;
  objectId: string | null;
  happenedAt: Date;
  processedAt: Date | null;
}

/** Keeps an event and queues its job, once however often it comes; true for the first time. */
export async function takeStripeEvent(
  tx: Transaction,
  event: Omit<StripeEventRow, 'processedAt'>,
): Promise<boolean> {
  const { rows } = await sql<{ first: boolean }>`
    insert into public.stripe_events as e (id, type, account, object_id, happened_at)
    values (${event.id}, ${event.type}, ${event.account}, ${event.objectId}, ${event.happenedAt})
    on conflict (id) do update set times_received = e.times_received + 1
    returning times_received = 1 as first`.execute(tx);
  const first = rows[0]?.first === true;
  if (first) {
    await queueBillingJob(tx, {
      task: 'process_stripe_event',
      payload: { event_id: event.id },
      key: `stripe:${event.id}`,
    });
  }
  return first;
}

export function selectStripeEvent(
  tx: Transaction,
  { id }: { id: string },
): Promise<StripeEventRow | undefined> {
  return tx
    .selectFrom('stripe_events')
    .select([
      'id',
      'type',
      'account',
      'object_id as objectId',
      'happened_at as happenedAt',
      'processed_at as processedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function settleStripeEvent(
  tx: Transaction,
  { id, at, failure }: { id: string; at: Date | null; failure: string | null },
): Promise<void> {
  await tx
    .updateTable('stripe_events')
    .set({ ...(at === null ? {} : { processed_at: at }), failure })
    .where('id', '=', id)
    .execute();
}

/** A job of the clerk's, in the transaction of the row that it is about. */
export async function queueBillingJob(
  tx: Transaction,
  job: { task: 'process_stripe_event' | 'move_money'; payload: object; key: string; runAt?: Date },
): Promise<void> {
  await sql`
    select app.queue_billing_job(${job.task}, ${toJsonbText(job.payload)}::jsonb, ${job.key}, ${job.runAt ?? null})`.execute(
    tx,
  );
}
