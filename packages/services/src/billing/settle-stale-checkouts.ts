import { withClerk } from '@agent-factory/db';
import { listStalePurchases } from '@agent-factory/db/billing';
import type { BillingServices } from './billing-services.ts';
import { settlePurchase } from './settle-purchase.ts';

/** Asks Stripe about checkouts whose time is over and of which nobody has said how they ended: an event may be lost. */
export async function settleStaleCheckouts({ services }: { services: BillingServices }): Promise<void> {
  if (services.stripe === null) return;
  const before = new Date(services.clock.now());
  const ids = await withClerk(services.db, (tx) => listStalePurchases(tx, { before, limit: 50 }));
  for (const purchaseId of ids) {
    await settlePurchase({ services, purchaseId }).catch((error: unknown) =>
      services.onError(error, { job: 'settle_stale_checkouts', purchase_id: purchaseId }),
    );
  }
}
