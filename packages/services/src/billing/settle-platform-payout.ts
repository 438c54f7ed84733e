import { postPlatformPayout } from '@agent-factory/billing';
import { withClerk } from '@agent-factory/db';
import type { BillingServices } from './billing-services.ts';
import { book } from './book.ts';
import { movementOf } from './purchase-facts.ts';
import { askStripe, idOf, requireStripe } from './require-stripe.ts';

/** Books what went from our balance to our own bank, and what came back of it. */
export async function settlePlatformPayout(services: BillingServices, payoutId: string): Promise<void> {
  const stripe = await requireStripe(services);
  const payout = await askStripe(() =>
    stripe.payouts.retrieve(payoutId, { expand: ['balance_transaction'] }),
  );
  const failed = idOf(payout.failure_balance_transaction);
  const moves = [
    movementOf(payout.balance_transaction),
    failed === null ? null : movementOf(await askStripe(() => stripe.balanceTransactions.retrieve(failed))),
  ];
  await withClerk(services.db, async (tx) => {
    for (const moved of moves) {
      if (moved === null) continue;
      await book(tx, {
        cause: 'platform_payout',
        causeId: moved.id,
        postings: postPlatformPayout(payout.currency, -moved.amountMinor),
        at: moved.at,
        balanceTransaction: moved.id,
      });
    }
  });
}
