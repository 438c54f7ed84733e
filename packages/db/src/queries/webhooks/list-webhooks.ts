import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type WebhookRow, type WebhookRowNarrow, webhookColumns } from './rows.ts';

/** Newest first. */
export function listWebhooks(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<WebhookRow[]> {
  return tx
    .selectFrom('webhook_endpoints')
    .select(webhookColumns)
    .where('team_id', '=', teamId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<WebhookRowNarrow>()
    .execute();
}
