import { AppError, type DashboardBucket, type DashboardInput } from '@agent-factory/contracts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const ranges: Record<NonNullable<DashboardInput['range']>, number> = {
  '1h': hourMs,
  '24h': dayMs,
  '7d': 7 * dayMs,
  '30d': 30 * dayMs,
  '90d': 90 * dayMs,
  '365d': 365 * dayMs,
};
const longest = 1_100 * dayMs;
const mostPoints = 400;

/** The longest range that is drawn with each bucket unless another is asked for, shortest first. */
const usual: readonly [number, DashboardBucket][] = [
  [2 * hourMs, 'minute'],
  [12 * hourMs, 'quarter'],
  [8 * dayMs, 'hour'],
  [100 * dayMs, 'day'],
  [400 * dayMs, 'week'],
];
const lengths: Record<DashboardBucket, number> = {
  ...{ minute: 60_000, quarter: 900_000, hour: hourMs, day: dayMs },
  ...{ week: 7 * dayMs, month: 28 * dayMs },
};

export interface DashboardRange {
  from: Date;
  to: Date;
  bucket: DashboardBucket;
}

/** What time is asked for. Errors: `invalid_input` for a range that is empty, too long, or of too many points. */
export function rangeOf(
  input: Pick<DashboardInput, 'range' | 'from' | 'to' | 'bucket'>,
  now: number,
): DashboardRange {
  if (input.range !== undefined && (input.from !== undefined || input.to !== undefined)) {
    throw new AppError('invalid_input', 'Give either "range" or "from" and "to".');
  }
  const to = input.to === undefined ? now : Date.parse(input.to);
  const from = input.from === undefined ? to - ranges[input.range ?? '7d'] : Date.parse(input.from);
  const length = to - from;
  if (length <= 0) throw new AppError('invalid_input', 'The range is empty: "from" has to lie before "to".');
  if (length > longest) throw new AppError('invalid_input', 'A range has at most 1,100 days.');
  const bucket = input.bucket ?? usual.find(([most]) => length <= most)?.[1] ?? 'month';
  if (length / lengths[bucket] > mostPoints) {
    throw new AppError(
      'invalid_input',
      `By ${bucket}, this range would have more than ${mostPoints} points. Ask for longer buckets or a shorter range.`,
    );
  }
  return { from: new Date(from), to: new Date(to), bucket };
}

/** The same length of time before. */
export function before<S extends { from: Date; to: Date }>(
  span: S,
  lengthMs: number,
): { from: Date; to: Date } {
  return { from: new Date(span.from.getTime() - lengthMs), to: new Date(span.to.getTime() - lengthMs) };
}
