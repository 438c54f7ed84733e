import { AppError } from '@agent-factory/contracts';
import { Cron } from 'croner';

export interface TimeTable {
  cron: string;
  timeZone: string;
}

const hint =
  'Give five fields (minute hour day month weekday) like "0 9 * * 1-5", or @hourly, @daily, @weekly.';

/**
 * The next `count` times after `after`, fewer where the calendar ends. A time that the clock skips in spring comes when
 * the gap ends; one that it shows twice in autumn comes the first time; what is due every hour is due in each hour that
 * passes. AppError `invalid_input` names what cannot be read.
 */
export function nextTimes({ cron, timeZone }: TimeTable, after: Date, count: number): Date[] {
  requireZone(timeZone);
  const times: Date[] = [];
  try {
    const pattern = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true });
    for (let last = after; times.length < count; ) {
      const next = pattern.nextRun(last);
      if (next === null) break;
      times.push(next);
      last = next;
    }
  } catch (cause) {
    const words = cause instanceof Error ? cause.message.replace(/^Cron\w+: /, '') : String(cause);
    throw new AppError('invalid_input', `cron: "${cron}" cannot be read: ${words} ${hint}`, { cause });
  }
  return times;
}

/** When a time table is due first after `after`. AppError `invalid_input` as above, or for a day that never comes. */
export function firstTime(table: TimeTable, after: Date): Date {
  const [first] = nextTimes(table, after, 1);
  if (first !== undefined) return first;
  throw new AppError('invalid_input', `cron: "${table.cron}" names a time that never comes.`);
}

function requireZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    const message = `time_zone: there is no time zone "${timeZone}". Give an IANA name like "Europe/Berlin" or "UTC".`;
    throw new AppError('invalid_input', message, { cause });
  }
}
