import type { ChartPoint, Figures } from '@agent-factory/ui';
import type { Dashboard } from '../trpc/outputs.ts';
import type { Translator } from '../words/translator.ts';

export interface PointWords {
  say: Translator<'dashboard'>;
  moment: Figures['moment'];
}

/** How a point is called at the axis and when it is read, in the zone of the numbers. */
export function pointsOf(
  { series, bucket, zone }: Pick<Dashboard, 'series' | 'bucket' | 'zone'>,
  { say, moment }: PointWords,
): ChartPoint[] {
  const format = (options: Intl.DateTimeFormatOptions) => ({
    format: (at: Date) => moment(at, { timeZone: zone, ...options }),
  });
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
      label: bucket === 'week' ? say('weekFrom', { day: long.format(from) }) : long.format(from),
      mark: short.format(from),
    };
  });
}

/** The whole range in words. */
export function sayRange(
  { from, to, zone }: Pick<Dashboard, 'from' | 'to' | 'zone'>,
  { say, moment }: PointWords,
): string {
  const at = (iso: string) => moment(iso, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  return say('fromTo', { from: at(from), to: at(to), zone });
}
