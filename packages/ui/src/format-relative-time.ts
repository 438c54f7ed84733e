const steps = [
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'year', ms: 31_557_600_000 },
] as const;

const formatters = new Map<string, Intl.RelativeTimeFormat>();

function formatterOf(language: string): Intl.RelativeTimeFormat {
  const formatter =
    formatters.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  formatters.set(language, formatter);
  return formatter;
}

/** `at` as seen from `now` (both in milliseconds since the epoch): `just now`, `5 min. ago`, `yesterday`. */
export function formatRelativeTime(
  at: number,
  now: number,
  { language, justNow }: { language: string; justNow: string } = { language: 'en', justNow: 'just now' },
): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 45_000) return justNow;
  const step = steps.findLast((candidate) => size >= candidate.ms * 0.75) ?? steps[0];
  return formatterOf(language).format(Math.round(distance / step.ms), step.unit);
}
