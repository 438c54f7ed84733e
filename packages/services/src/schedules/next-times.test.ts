import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstTime, nextTimes } from './next-times.ts';

const times = (cron: string, timeZone: string, after: string, count = 3) =>
  nextTimes({ cron, timeZone }, new Date(after), count).map((time) => time.toISOString());

describe('the clock that people go by', () => {
  test.each([
    // 2026-03-29 has no 02:30 in Berlin: it comes when the gap ends, and at its own time the day after.
    ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
    // 2026-10-25 has it twice: once is enough.
    ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
    // What is due every hour is due in each that passes: two o'clock is not skipped, and comes twice.
    ['0 * * * *', 'Europe/Berlin', '2026-03-29T00:30:00Z', ['2026-03-29T01:00', '2026-03-29T02:00']],
    ['0 * * * *', 'Europe/Berlin', '2026-10-24T23:30:00Z', ['2026-10-25T00:00', '2026-10-25T01:00']],
    // Half an hour, on an island.
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00:00Z', ['2026-10-03T15:30', '2026-10-04T15:15']],
    // Midnight did not come in São Paulo on 2018-11-04.
    ['0 0 * * *', 'America/Sao_Paulo', '2018-11-03T12:00:00Z', ['2018-11-04T03:00', '2018-11-05T02:00']],
    ['0 9 * * 1-5', 'Asia/Kolkata', '2026-11-21T04:30:00Z', ['2026-11-23T03:30', '2026-11-24T03:30']],
    ['@daily', 'UTC', '2026-11-21T04:30:00Z', ['2026-11-22T00:00', '2026-11-23T00:00']],
  ])('%j in %s after %s', (cron, timeZone, after, expected) => {
    expect(times(cron, timeZone, after, 2)).toEqual(expected.map((time) => `${time}:00.000Z`));
  });

  test('a day that never comes, and one that comes every four years', () => {
    expect(times('0 0 31 2 *', 'UTC', '2026-01-01T00:00:00Z')).toEqual([]);
    expect(() => firstTime({ cron: '0 0 31 2 *', timeZone: 'UTC' }, new Date(0))).toThrow('never comes');
    expect(times('0 0 29 2 *', 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual(['2028-02-29T00:00:00.000Z']);
  });

  test.each(['* * * *', '* * * * * *', '61 * * * *', 'often', '', '* * * * * * *', '0 0 * * MOON'])(
    'the line %j is refused by name',
    (cron) => {
      expect(() => times(cron, 'UTC', '2026-01-01T00:00:00Z')).toThrow(
        expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('cron: ') }),
      );
    },
  );

  test.each(['Mars/Olympus', '', 'Europe/Berlin; drop'])('the zone %j is refused by name', (timeZone) => {
    expect(() => times('0 0 * * *', timeZone, '2026-01-01T00:00:00Z')).toThrow('time_zone: ');
  });
});

test('law: every time is after the one before, at the minute that the line names, gaps aside', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 59 }),
      zone,
      fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      (minute, timeZone, after) => {
        const [first, second] = nextTimes({ cron: `${minute} 12 * * *`, timeZone }, after, 2);
        if (first === undefined || second === undefined) throw new Error('noon comes every day');
        expect(first.getTime()).toBeGreaterThan(after.getTime());
        const apart = (second.getTime() - first.getTime()) / 3_600_000;
        expect(apart).toBeGreaterThanOrEqual(23);
        expect(apart).toBeLessThanOrEqual(25);
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
        expect(shown.format(first)).toBe(`12:${String(minute).padStart(2, '0')}`);
      },
    ),
    { numRuns: 100 },
  );
});
