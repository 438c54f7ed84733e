import type { TeamId, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Exchanges an envelope for one with the same secrets; false when it was changed meanwhile. */
export async function rewrapWebhook(
  tx: Transaction,
  row: { id: WebhookId; teamId: TeamId; before: Buffer; after: Buffer; keyVersion: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('webhook_endpoints')
    .set({ envelope: row.after, key_version: row.keyVersion })
    .where('team_id', '=', row.teamId)
    .where('id', '=', row.id)
    .where('envelope', '=', row.before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
