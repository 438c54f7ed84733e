import { newId } from '@agent-factory/contracts';
import type { Transaction } from '@agent-factory/db';
import {
  insertTransfer,
  listTransfersOfPurchase,
  type PurchaseRow,
  queueBillingJob,
  sumOwedOfPurchase,
} from '@agent-factory/db/billing';

/**
 * What creators were sent of a purchase and is theirs no more goes back: rows and jobs, in the transaction that booked
 * why. What is on its way back already counts.
 */
export async function takeBackFromCreators(tx: Transaction, purchase: PurchaseRow, at: Date): Promise<void> {
  const owed = await sumOwedOfPurchase(tx, { purchaseId: purchase.id });
  if (owed.every(({ amountMinor }) => amountMinor >= 0)) return;
  const transfers = await listTransfersOfPurchase(tx, { purchaseId: purchase.id });
  for (const { teamId, amountMinor } of owed) {
    const own = transfers.filter(({ creatorTeamId }) => creatorTeamId === teamId);
    const onItsWay = own
      .filter(({ kind, status }) => kind === 'reversal' && status === 'requested')
      .reduce((sum, one) => sum + one.amountMinor, 0);
    let missing = -amountMinor - onItsWay;
    for (const sent of own.filter(({ kind, status }) => kind === 'transfer' && status === 'done')) {
      const reversed = own
        .filter(({ ofTransferId, status }) => ofTransferId === sent.id && status !== 'failed')
        .reduce((sum, one) => sum + one.amountMinor, 0);
      const amount = Math.min(missing, sent.amountMinor - reversed);
      if (amount <= 0) continue;
      const id = newId('transfer', at.getTime());
      await insertTransfer(tx, {
        id,
        creatorTeamId: sent.creatorTeamId,
        purchaseId: purchase.id,
        kind: 'reversal',
        ofTransferId: sent.id,
        amountMinor: amount,
        currency: purchase.currency,
      });
      await queueBillingJob(tx, {
        task: 'move_money',
        payload: { kind: 'transfer', id },
        key: `money:${id}`,
      });
      missing -= amount;
    }
  }
}
