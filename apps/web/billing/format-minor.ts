/**
 * An amount in whole minor units with its currency, as the books hold it: 1900 of `usd` is $19.00. The point is set into
 * the digits, so that no fraction is ever calculated with.
 */
export function formatMinor(minor: number, currency: string): string {
  const code = currency.toUpperCase();
  const plain = new Intl.NumberFormat('en-US', { style: 'currency', currency: code });
  const places = plain.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const point = digits.length - places;
  const whole = digits.slice(0, point);
  const amount = places === 0 ? whole : `${whole}.${digits.slice(point)}`;
  return plain.format(`${minor < 0 ? '-' : ''}${amount}` as `${number}`);
}

/** With its sign, for lines of a statement: +$13.30, −$5.70. */
export function formatSigned(minor: number, currency: string): string {
  const text = formatMinor(Math.abs(minor), currency);
  if (minor === 0) return text;
  return `${minor > 0 ? '+' : '−'}${text}`;
}

/** What a listing asks for. */
export function formatPrice(minor: number, currency: string): string {
  return minor === 0 ? 'Free' : formatMinor(minor, currency);
}
