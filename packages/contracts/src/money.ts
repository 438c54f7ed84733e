/**
 * Money is counted in nano-dollars (10⁻⁹ USD): a price of $0.05 per million tokens is 50 nano-dollars a
 * token, so every price in use today is a whole number and sums are exact. A safe integer holds $9,007,199.
 */
export const nanoUsdPerUsd = 1_000_000_000;

/** Dollars for display and for the public API; exact for amounts below $9,007. */
export function nanoUsdToUsd(nanoUsd: number): number {
  return nanoUsd / nanoUsdPerUsd;
}

/** Whole nano-dollars of an amount that a person wrote in dollars (`maxCostUsd: 0.02`). */
export function usdToNanoUsd(usd: number): number {
  return Math.round(usd * nanoUsdPerUsd);
}
