import type { Recurring } from '../shapes/catalogue.ts';

const day = 24 * 60 * 60;

/** The moment `count` intervals after an anchor, both in Unix seconds; a 31st becomes a shorter month's last day. */
function afterIntervals(anchor: number, recurring: Recurring, count: number): number {
  const steps = recurring.interval_count * count;
  switch (recurring.interval) {
    case 'day':
      return anchor + steps * day;
    case 'week':
      return anchor + steps * 7 * day;
    case 'month':
      return addMonths(anchor, steps);
    case 'year':
      return addMonths(anchor, steps * 12);
  }
}

/** So many months later, on the same day where there is one. */
export function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(first.getTime() / 1000);
}

/** The end of the period that begins at `start`, counted from the anchor so that months do not drift. */
export function periodEnd(anchor: number, recurring: Recurring, start: number): number {
  for (let count = 1; ; count += 1) {
    const end = afterIntervals(anchor, recurring, count);
    if (end > start) return end;
  }
}
