import { asksForDistance, daysBetween, findDay } from './times.ts';

const stampPattern = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?/;

/** A clock's answer in a sentence; the clock may have counted days or added a period itself. */
export function sayTime(parsed: unknown, question: string, args: Readonly<Record<string, unknown>>): string {
  const fields: Record<string, unknown> = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  const stamp = stampPattern.exec(String(fields.local ?? JSON.stringify(parsed)))?.[0];
  if (stamp === undefined) return `The clock says: ${String(parsed)}`;
  const today = stamp.slice(0, 10);
  const added = stampPattern.exec(JSON.stringify(fields.after_adding ?? null))?.[0];
  if (added !== undefined) return sayShifted(added.slice(0, 10), today);
  const target = stampPattern.exec(JSON.stringify(fields.days_until ?? null))?.[0];
  const day = target ?? (asksForDistance(question) ? findDay(question, today) : null);
  if (day !== null) return sayDistance(today, day, question);
  const zone = Object.values(args).find((value) => typeof value === 'string' && value.includes('/'));
  const place =
    typeof zone === 'string'
      ? `${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')} (${zone})`
      : 'UTC';
  const time = stamp.length > 10 ? ` ${stamp.slice(11, 16)}` : '';
  return `In ${place} it is **${weekdayOf(today)}, ${today}${time}**.`;
}

function sayShifted(day: string, today: string): string {
  const distance = daysBetween(today, day);
  if (distance === 1) return `Tomorrow is **${longDay(day)}**.`;
  if (distance === -1) return `Yesterday was **${longDay(day)}**.`;
  return distance > 0
    ? `That is **${longDay(day)}**, ${distance} days from ${today}.`
    : `That was **${longDay(day)}**, ${-distance} days before ${today}.`;
}

function sayDistance(today: string, target: string, question: string): string {
  const days = daysBetween(today, target);
  const count = Math.abs(days);
  const weeks = /\bweeks?\b/i.test(question) ? ` (${Math.floor(count / 7)} weeks and ${count % 7} days)` : '';
  if (days === 0) return `${longDay(target)} is **today**.`;
  const unit = count === 1 ? 'day' : 'days';
  return days > 0
    ? `It is **${count} ${unit}** until ${longDay(target)}${weeks}, counted from ${today}.`
    : `${longDay(target)} was **${count} ${unit}** ago${weeks}, counted from ${today}.`;
}

function longDay(day: string): string {
  return `${weekdayOf(day)}, ${day}`;
}

function weekdayOf(day: string): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}
