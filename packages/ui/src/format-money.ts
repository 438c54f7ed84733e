/**
 * An amount in US dollars with enough digits to tell it from nothing: two significant ones below a dollar
 * ($0.0013), cents from there on ($12.40).
 */
export function formatMoney(usd: number): string {
  if (usd === 0) return '$0';
  const size = Math.abs(usd);
  const digits = size >= 1 ? 2 : Math.min(12, Math.max(2, Math.ceil(-Math.log10(size)) + 1));
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(usd);
}
