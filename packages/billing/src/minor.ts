/** Whole minor units of a currency (cents), in which every amount of this room is counted. */
export function requireMinor(amount: number, what: string): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${what} is no whole number of minor units`);
  return amount;
}

/** ⌊amount × numerator ÷ denominator⌋ without leaving the integers: products pass 2⁵³ long before amounts do. */
export function shareDown(amount: number, numerator: number, denominator: number): number {
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}
