import { ok, problem, type Tool, textArgument } from '../tool.ts';
import { addTo, daysBetween, isDay, localTime, type Period } from './calendar.ts';

/** The clock in any IANA time zone, and the two sums that people do with dates. */
export const currentTime: Tool = {
  name: 'current_time',
  title: 'Date and time',
  description:
    'Tells the date, time and weekday in an IANA time zone (UTC if none is given). With "days_until" also ' +
    'counts the days to a date (negative if it is past); with "add" also tells the date after a period.',
  input: {
    type: 'object',
    properties: {
      timezone: { type: 'string', maxLength: 60, description: 'For example "Europe/Berlin".' },
      days_until: { type: 'string', maxLength: 10, description: 'A date, YYYY-MM-DD.' },
      add: {
        type: 'object',
        description: 'A period to add to today; negative goes back.',
        properties: {
          days: { type: 'integer', minimum: -100_000, maximum: 100_000 },
          weeks: { type: 'integer', minimum: -10_000, maximum: 10_000 },
          months: { type: 'integer', minimum: -1200, maximum: 1200 },
          years: { type: 'integer', minimum: -100, maximum: 100 },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
  output: {
    type: 'object',
    properties: {
      local: { type: 'string' },
      timezone: { type: 'string' },
      weekday: { type: 'string' },
      utc: { type: 'string' },
      days_until: {
        type: 'object',
        properties: { date: { type: 'string' }, days: { type: 'integer' } },
        required: ['date', 'days'],
      },
      after_adding: {
        type: 'object',
        properties: { date: { type: 'string' }, weekday: { type: 'string' } },
        required: ['date', 'weekday'],
      },
    },
    required: ['local', 'timezone', 'weekday', 'utc'],
  },
  effect: 'read',
  idempotent: true,
  connections: [],
  run(input, { clock }) {
    const timezone = textArgument(input, 'timezone') ?? 'UTC';
    const local = localTime(clock.now(), timezone);
    if (local === null) return problem(`"${timezone}" is not an IANA time zone such as "Europe/Berlin".`);
    const { day } = local;
    const until = textArgument(input, 'days_until');
    if (until !== undefined && !isDay(until)) {
      return problem(`"${until}" is not a date of the form YYYY-MM-DD.`);
    }
    const { add } = input;
    return ok({
      local: local.iso,
      timezone,
      weekday: local.weekday,
      utc: new Date(clock.now()).toISOString(),
      ...(until === undefined ? {} : { days_until: { date: until, days: daysBetween(day, until) } }),
      ...(add === undefined ? {} : { after_adding: addTo(day, periodOf(add)) }),
    });
  },
};

function periodOf(value: unknown): Period {
  const period = { days: 0, weeks: 0, months: 0, years: 0 };
  if (typeof value !== 'object' || value === null) return period;
  for (const [unit, amount] of Object.entries(value)) {
    if (typeof amount === 'number' && Object.hasOwn(period, unit)) Object.assign(period, { [unit]: amount });
  }
  return period;
}
