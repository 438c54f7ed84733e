import type { ChartPoint } from '@agent-factory/ui';
import type { Dashboard } from '../trpc/outputs.ts';

/** How a point is called at the axis and when it is read, in the zone of the numbers. */
export function pointsOf({
  series,
  bucket,
  zone,
}: Pick<Dashboard, 'series' | 'bucket' | 'zone'>): ChartPoint[] {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  const day = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const time = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const short = {
    minute: format({ hour: '2-digit', minute: '2-digit' }),
    quarter: format({ hour: '2-digit', minute: '2-digit' }),
    hour:
      series.length > 30
        ? format({ day: 'numeric', month: 'short' })
        : format({ hour: '2-digit', minute: '2-digit' }),
    day: format({ day: 'numeric', month: 'short' }),
    week: format({ day: 'numeric', month: 'short' }),
    month: format({ month: 'short', year: '2-digit' }),
  }[bucket];
  const long = bucket === 'day' || bucket === 'week' || bucket === 'month' ? day : time;
  return series.map(({ at }) => {
    const from = new Date(at);
    return {
      label: bucket === 'week' ? `Week from ${long.format(from)}` : long.format(from),
      mark: short.format(from),
    };
  });
}

/** The whole range in words. */
export function sayRange({ from, to, zone }: Pick<Dashboard, 'from' | 'to' | 'zone'>): string {
  const moment = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return `${moment.format(new Date(from))} to ${moment.format(new Date(to))}, ${zone}`;
}
