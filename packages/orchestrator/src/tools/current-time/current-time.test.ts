import { describe, expect, it } from 'vitest';
import { createEgressClient } from '../../egress/egress-client.ts';
import { toolCallOptions } from '../../testing/memory-ports.ts';
import { createBuiltinTools } from '../builtin-tools.ts';

const at = (iso: string) => {
  const tools = createBuiltinTools({ clock: { now: () => Date.parse(iso) }, egress: createEgressClient() });
  return async (input: Record<string, unknown>) => {
    const { value } = await tools.call('current_time', input, toolCallOptions());
    return value;
  };
};

describe('current_time', () => {
  it('tells the local time of a zone, summer time included', async () => {
    expect(await at('2026-07-01T22:30:05Z')({ timezone: 'Europe/Berlin' })).toEqual({
      local: '2026-07-02T00:30:05+02:00',
      timezone: 'Europe/Berlin',
      weekday: 'Thursday',
      utc: '2026-07-01T22:30:05.000Z',
    });
    expect(await at('2026-01-01T00:00:00Z')({})).toMatchObject({
      local: '2026-01-01T00:00:00+00:00',
      timezone: 'UTC',
    });
    expect(await at('2026-01-01T00:00:00Z')({ timezone: 'Asia/Kathmandu' })).toMatchObject({
      local: '2026-01-01T05:45:00+05:45',
    });
  });

  it('counts days by the calendar of the zone', async () => {
    // In Auckland it is already the 25th.
    expect(
      await at('2026-12-24T12:00:00Z')({ timezone: 'Pacific/Auckland', days_until: '2026-12-31' }),
    ).toMatchObject({ days_until: { days: 6 } });
    expect(
      await at('2026-03-28T12:00:00Z')({ timezone: 'Europe/Berlin', days_until: '2026-03-30' }),
    ).toMatchObject({ days_until: { days: 2 } });
    expect(await at('2026-03-28T12:00:00Z')({ days_until: '2025-03-28' })).toMatchObject({
      days_until: { days: -365 },
    });
  });

  it('adds periods by the calendar', async () => {
    expect(await at('2026-01-31T12:00:00Z')({ add: { months: 1 } })).toMatchObject({
      after_adding: { date: '2026-02-28', weekday: 'Saturday' },
    });
    expect(await at('2024-02-29T12:00:00Z')({ add: { years: -1, weeks: 1 } })).toMatchObject({
      after_adding: { date: '2023-03-07' },
    });
  });

  it.each([
    [{ timezone: 'Mars/Olympus' }, 'not an IANA time zone'],
    [{ days_until: '2026-02-30' }, 'not a date'],
    [{ days_until: 'tomorrow' }, 'not a date'],
  ])('refuses %j', async (input, words) => {
    expect(await at('2026-01-01T00:00:00Z')(input)).toEqual({ error: expect.stringContaining(words) });
  });
});
