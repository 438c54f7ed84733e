import type { RouteVerdictView, RouteView } from '@agent-factory/contracts';

/** The choice in one sentence: who is asked first, what it is likely to cost, and how many others could. */
export function sayRoute({ table, bound }: Omit<RouteView, 'summary'>): string {
  const [first, second] = table.filter(({ rank }) => rank !== null);
  if (first === undefined) return nobody(table, bound);
  const cost =
    first.expected_usd === null
      ? 'at a price nobody here knows'
      : first.expected_usd === 0
        ? 'at no cost'
        : `for about ${dollars(first.expected_usd)}`;
  const asked = `${first.title} is asked first, ${cost}`;
  if (second === undefined) return `${asked}: no other model can serve this request.`;
  return `${asked}${why(first, second)}; if it fails, ${second.title} is next.`;
}

function why(first: RouteVerdictView, second: RouteVerdictView): string {
  if (first.expected_usd === null || second.expected_usd === null) return '';
  if (first.expected_usd < second.expected_usd) {
    return ` (the next best would be about ${dollars(second.expected_usd)})`;
  }
  return '';
}

function nobody(table: RouteView['table'], bound: RouteView['bound']): string {
  const tooDear = table.filter(
    ({ dropped }) => dropped?.code === 'over_ceiling' || dropped?.code === 'over_cap',
  );
  const cheapest = tooDear
    .map(({ worst_usd }) => worst_usd)
    .filter((usd) => usd !== null)
    .sort((a, b) => a - b)[0];
  if (cheapest === undefined || bound === null) return 'No model can serve this request as it stands.';
  return `No model stays within ${dollars(bound.usd)}: the cheapest that could serve this may cost up to ${dollars(cheapest)}.`;
}

/** Two digits that say something, whatever the size. */
function dollars(usd: number): string {
  const digits = usd >= 1 || usd === 0 ? 2 : Math.min(12, Math.max(2, Math.ceil(-Math.log10(usd)) + 1));
  return usd.toLocaleString('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  });
}
