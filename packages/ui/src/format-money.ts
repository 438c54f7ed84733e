/**
 * An amount in US dollars with enough digits to tell it from nothing: two significant ones below a dollar
 * ($0.0013), cents from there on ($12.40).
 */
export function formatMoney(usd: number, language = 'en'): string {
  const size = Math.abs(usd);
  const digits = size >= 1 || size === 0 ? 2 : Math.min(12, Math.max(2, Math.ceil(-Math.log10(size)) + 1));
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    // Nothing at all needs no cents.
    minimumFractionDigits: usd === 0 ? 0 : 2,
    maximumFractionDigits: usd === 0 ? 0 : digits,
  }).format(usd);
}
