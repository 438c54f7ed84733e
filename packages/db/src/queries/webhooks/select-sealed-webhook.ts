import type { TeamId, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SealedWebhookRow, type WebhookRowNarrow, webhookColumns } from './rows.ts';

/** One with its envelope; for the system alone. Locked, so that two who change its secrets do so one by one. */
export function selectSealedWebhook(
  tx: Transaction,
  { id, teamId }: { id: WebhookId; teamId: TeamId },
): Promise<SealedWebhookRow | undefined> {
  return tx
    .selectFrom('webhook_endpoints')
    .select([...webhookColumns, 'envelope'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .$narrowType<WebhookRowNarrow>()
    .executeTakeFirst();
}
