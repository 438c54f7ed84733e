/**
 * What somebody typed as a price, in whole cents: "19", "19.00" and "19,5" are 1900, 1900 and 1950. Null for what is no
 * price. Put together from the digits, so that no fraction is ever calculated with.
 */
export function parsePrice(text: string): number | null {
  const [, whole, fraction = ''] = /^\s*\$?\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) return null;
  return Number(`${whole}${fraction.padEnd(2, '0')}`);
}

/** The other way round: 1900 is "19.00". */
export function writePrice(minor: number): string {
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
