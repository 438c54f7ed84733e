import type { TeamId, WebhookId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Webhooks of any team that another master key than `currentKeyId` wraps, in the order of their ids after `after`. */
export async function findWebhooksToRewrap(
  database: Database,
  options: { currentKeyId: string; after: WebhookId | null; limit: number },
): Promise<{ teamId: TeamId; id: WebhookId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; id: WebhookId }>`
      select team_id as "teamId", id
      from app.webhooks_to_rewrap(${options.currentKeyId}, ${options.after ?? ''}, ${options.limit}::integer)
    `.execute(tx);
    return rows;
  });
}
