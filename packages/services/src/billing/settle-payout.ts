import { postPayout, postPayoutFailed } from '@agent-factory/billing';
import { withClerk } from '@agent-factory/db';
import { putPayout, selectCreatorOfAccount } from '@agent-factory/db/billing';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { askStripe, dateOf, requireStripe } from './require-stripe.ts';

/** Notes a payout from a creator's account to their bank, and books it: what came back of it too. */
export async function settlePayout(
  services: BillingServices,
  { account, payoutId }: { account: string; payoutId: string },
): Promise<void> {
  const stripe = await requireStripe(services);
  const payout = await askStripe(() => stripe.payouts.retrieve(payoutId, {}, { stripeAccount: account }));
  const at = dateOf(payout.created);
  await withClerk(services.db, async (tx) => {
    const creator = await selectCreatorOfAccount(tx, { stripeAccountId: account });
    if (creator === undefined) return;
    const { creatorTeamId } = creator;
    const { amount: amountMinor, currency, status } = payout;
    await putPayout(tx, {
      id: payout.id,
      creatorTeamId,
      amountMinor,
      currency,
      status,
      failure: payout.failure_message?.slice(0, 500) ?? null,
      arrivesAt: dateOf(payout.arrival_date),
      createdAt: at,
    });
    const paid = { cause: 'payout', causeId: payout.id, at } as const;
    await book(tx, { ...paid, postings: postPayout(currency, creatorTeamId, amountMinor) });
    if (status === 'failed' || status === 'canceled') {
      const postings = postPayoutFailed(currency, creatorTeamId, amountMinor);
      await book(tx, { ...paid, cause: 'payout_failed', postings, at: new Date(services.clock.now()) });
    }
  });
}
