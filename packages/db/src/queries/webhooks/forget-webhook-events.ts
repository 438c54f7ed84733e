import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Deletes events older than 30 days with all that is known of their deliveries, but for those still on their way. */
export async function forgetWebhookEvents(database: Database, { limit }: { limit: number }): Promise<number> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ gone: number }>`
      select app.forget_webhook_events(${limit}::integer) as gone`.execute(tx);
    return rows[0]?.gone ?? 0;
  });
}
