const steps = [
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'year', ms: 31_557_600_000 },
] as const;

const formatter = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** `at` as seen from `now` (both in milliseconds since the epoch): `just now`, `5 min. ago`, `yesterday`. */
export function formatRelativeTime(at: number, now: number): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 45_000) return 'just now';
  const step = steps.findLast((candidate) => size >= candidate.ms * 0.75) ?? steps[0];
  return formatter.format(Math.round(distance / step.ms), step.unit);
}
