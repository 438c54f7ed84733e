import { requireMinor, shareDown } from './minor.ts';
import { type CreatorPart, type Royalty, splitRoyalties, splitSale } from './split-sale.ts';

/** What was agreed when a template was sold; it never changes afterwards, whatever the listing says later. */
export interface Sale {
  currency: string;
  /** What the buyer paid, tax included. */
  amountMinor: number;
  /** Of that, tax as Stripe reports it. */
  taxMinor: number;
  seller: string;
  lineage: readonly Royalty[];
}

/** What became of a sale since. */
export interface SaleState {
  /** Given back: refunds, and disputes that were lost. */
  returnedMinor: number;
  /** In dispute: neither ours nor given back. */
  disputedMinor: number;
}

export interface SaleParts {
  taxMinor: number;
  platformMinor: number;
  creators: CreatorPart[];
}

/**
 * Whose `keptMinor` of the sale is. Everything given back is worked out as the difference of two of these, so that after
 * any number of partial refunds each part is exactly what it would be had the sale been that small from the start.
 */
export function partsOfSale(sale: Sale, keptMinor: number): SaleParts {
  requireMinor(keptMinor, 'what is kept of the sale');
  if (keptMinor < 0 || keptMinor > sale.amountMinor) {
    throw new RangeError('what is kept of a sale is between nothing and all of it');
  }
  const taxMinor = sale.amountMinor === 0 ? 0 : shareDown(sale.taxMinor, keptMinor, sale.amountMinor);
  const { creatorMinor, platformMinor } = splitSale(keptMinor - taxMinor);
  return { taxMinor, platformMinor, creators: splitRoyalties(creatorMinor, sale.seller, sale.lineage) };
}

/** What can still be given back. What is in dispute cannot: the bank decides about it. */
export function refundableMinor(sale: Sale, { returnedMinor, disputedMinor }: SaleState): number {
  return Math.max(0, sale.amountMinor - returnedMinor - disputedMinor);
}

/**
 * What of the sale a creator should have been sent by now, less what they were sent (transfers without reversals):
 * above zero it is to be sent, below zero it is to be taken back. While a dispute is open nothing is sent.
 */
export function owedToCreator(
  sale: Sale,
  { returnedMinor, disputedMinor }: SaleState,
  teamId: string,
  sentMinor: number,
): number {
  const part = partsOfSale(sale, sale.amountMinor - returnedMinor).creators.find(
    (one) => one.teamId === teamId,
  );
  const owed = (part?.amountMinor ?? 0) - sentMinor;
  return disputedMinor > 0 ? Math.min(0, owed) : owed;
}
