import type { TeamId, WebhookDeliveryId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Puts a delivery that is done back to be sent, with all its tries before it; false when there is none. */
export async function restartDelivery(
  tx: Transaction,
  { id, teamId, at }: { id: WebhookDeliveryId; teamId: TeamId; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('webhook_deliveries')
    .set({ status: 'pending', attempts: 0, next_attempt_at: at })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
