/** A calendar month in UTC. */
export interface Month {
  /** `2026-11`. */
  name: string;
  from: Date;
  until: Date;
}

/** The month that is named, else the one of `now` (milliseconds since the epoch). */
export function monthOf(name: string | undefined, now: number): Month {
  const month = name ?? new Date(now).toISOString().slice(0, 7);
  const from = new Date(`${month}-01T00:00:00.000Z`);
  return { name: month, from, until: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1)) };
}

/** Every day of the month up to `now`, as `2026-11-21`; none of a month that is to come. */
export function daysOf({ from, until }: Month, now: number): string[] {
  const days: string[] = [];
  for (let at = from.getTime(); at < until.getTime() && at <= now; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
