import { postRecovery } from '@agent-factory/billing';
import { newId, type PurchaseId } from '@agent-factory/contracts';
import { withClerk } from '@agent-factory/db';
import {
  insertTransfer,
  listMaturePurchases,
  listTransfersOfPurchase,
  queueBillingJob,
  selectCreatorAccount,
  selectPurchaseById,
  sumCreatorAccounts,
  sumOwedOfPurchase,
} from '@agent-factory/db/billing';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { leastTransferMinor } from './terms.ts';

const batch = 200;

/**
 * Sends creators what of their sales nobody may ask back any more: rows and jobs; a transfer for each sale, so that each
 * can be taken back by itself. What they owe is kept first. A creator whose whole due is below the minimum waits for
 * more. Answers with how many transfers were asked for.
 */
export async function sendDueTransfers({
  services,
}: {
  services: BillingServices;
}): Promise<{ asked: number }> {
  const at = new Date(services.clock.now());
  const due = await readDue(services, at);
  let asked = 0;
  for (const [teamId, { totalMinor, purchases }] of due) {
    if (totalMinor < leastTransferMinor) continue;
    for (const id of purchases) asked += await sendOne(services, id, teamId, at);
  }
  return { asked };
}

interface Due {
  totalMinor: number;
  purchases: PurchaseId[];
}

async function readDue(services: BillingServices, at: Date): Promise<Map<string, Due>> {
  const due = new Map<string, Due>();
  let after = '';
  for (;;) {
    const page = await withClerk(services.db, (tx) => listMaturePurchases(tx, { at, after, limit: batch }));
    for (const { id } of page) {
      const owed = await withClerk(services.db, (tx) => sumOwedOfPurchase(tx, { purchaseId: id }));
      for (const { teamId, amountMinor } of owed) {
        if (amountMinor <= 0) continue;
        const one = due.get(teamId) ?? { totalMinor: 0, purchases: [] };
        one.totalMinor += amountMinor;
        one.purchases.push(id);
        due.set(teamId, one);
      }
    }
    after = page.at(-1)?.id ?? after;
    if (page.length < batch) return due;
  }
}

async function sendOne(
  services: BillingServices,
  purchaseId: PurchaseId,
  teamId: string,
  at: Date,
): Promise<number> {
  return withClerk(services.db, async (tx) => {
    const purchase = await selectPurchaseById(tx, { id: purchaseId, lock: true });
    const account = await selectCreatorAccount(tx, { creatorTeamId: teamId });
    if (purchase?.status !== 'completed' || account?.transfersEnabled !== true) return 0;
    const others = await listTransfersOfPurchase(tx, { purchaseId });
    if (others.some(({ creatorTeamId, kind }) => creatorTeamId === teamId && kind === 'transfer')) return 0;
    const owed = (await sumOwedOfPurchase(tx, { purchaseId })).find((one) => one.teamId === teamId);
    let amountMinor = owed?.amountMinor ?? 0;
    if (amountMinor <= 0) return 0;
    const { currency } = purchase;
    const receivable = (await sumCreatorAccounts(tx, { creatorTeamId: teamId })).find(
      (one) => one.account === 'creator_receivable' && one.currency === currency,
    );
    const keptMinor = Math.min(amountMinor, Math.max(0, receivable?.amountMinor ?? 0));
    if (keptMinor > 0) {
      await book(tx, {
        cause: 'recovery',
        causeId: `${purchaseId}:${teamId}`,
        postings: postRecovery(currency, teamId, keptMinor),
        at,
        purchase,
      });
      amountMinor -= keptMinor;
    }
    if (amountMinor === 0) return 0;
    const id = newId('transfer', at.getTime());
    await insertTransfer(tx, {
      id,
      creatorTeamId: account.creatorTeamId,
      purchaseId,
      kind: 'transfer',
      ofTransferId: null,
      amountMinor,
      currency,
    });
    await queueBillingJob(tx, {
      task: 'move_money',
      payload: { kind: 'transfer', id },
      key: `money:${id}`,
    });
    return 1;
  });
}
