import type { TeamId, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type WebhookRow, type WebhookRowNarrow, webhookColumns } from './rows.ts';

export function selectWebhook(
  tx: Transaction,
  { id, teamId }: { id: WebhookId; teamId: TeamId },
): Promise<WebhookRow | undefined> {
  return tx
    .selectFrom('webhook_endpoints')
    .select(webhookColumns)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .$narrowType<WebhookRowNarrow>()
    .executeTakeFirst();
}
