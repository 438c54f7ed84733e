import type { TeamId, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** With its deliveries; false when there was none. */
export async function deleteWebhook(
  tx: Transaction,
  { id, teamId }: { id: WebhookId; teamId: TeamId },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('webhook_endpoints')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
