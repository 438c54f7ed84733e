import type { Sale } from '@agent-factory/billing';
import type { PurchaseRow } from '@agent-factory/db/billing';

/** What was agreed when it was sold. */
export function saleOf(purchase: PurchaseRow): Sale {
  const { currency, amountMinor, taxMinor, sellerTeamId, lineage } = purchase;
  return { currency, amountMinor, taxMinor, seller: sellerTeamId, lineage };
}
