const dayMs = 86_400_000;

export interface Period {
  days: number;
  weeks: number;
  months: number;
  years: number;
}

export interface LocalTime {
  /** With the zone's offset: `2026-03-01T09:30:00+01:00`. */
  iso: string;
  /** `YYYY-MM-DD`. */
  day: string;
  weekday: string;
}

/** The wall clock of a zone at an instant; null for a zone that does not exist. */
export function localTime(now: number, timezone: string): LocalTime | null {
  let parts: Record<string, string>;
  try {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  } catch {
    return null;
  }
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  const offset = parts.timeZoneName?.replace('GMT', '') || '+00:00';
  return {
    iso: `${day}T${parts.hour}:${parts.minute}:${parts.second}${offset}`,
    day,
    weekday: parts.weekday ?? '',
  };
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Whole calendar days from one day to another, whatever the clocks do between. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** A day later or earlier; the 31st plus a month is the last day of the next. */
export function addTo(
  day: string,
  { days, weeks, months, years }: Period,
): { date: string; weekday: string } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const monthIndex = month - 1 + months + years * 12;
  const lastOfMonth = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
  const at = Date.UTC(year, monthIndex, Math.min(date, lastOfMonth)) + (days + weeks * 7) * dayMs;
  const result = new Date(at);
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(result);
  return { date: result.toISOString().slice(0, 10), weekday };
}
