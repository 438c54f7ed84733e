import type { ToolDefinition } from '../model-port.ts';
import type { PlannedCall } from './planned-call.ts';
import type { Reading } from './read-request.ts';
import { asksForDistance, asksForTheTime, findDay, findPeriod, findZones } from './times.ts';
import { propertiesOf } from './tool-schema.ts';

/**
 * Calls of the clock. A day without a year ("until Christmas") needs today's date first, so it takes two: one for
 * the date, one for the distance to the day that it turns out to be.
 */
export function planTime(tool: ToolDefinition, reading: Reading): PlannedCall[] {
  const { question, results } = reading;
  if (!asksForTheTime(question) && !asksForDistance(question)) return [];
  const names = propertiesOf(tool);
  const zoneName = names.find((name) => /zone|tz/i.test(name));
  const zones = zoneName === undefined ? [] : findZones(question);
  const place = zoneName === undefined || zones[0] === undefined ? {} : { [zoneName]: zones[0] };
  const call = (args: Record<string, unknown>): PlannedCall => ({ name: tool.name, arguments: args });

  if (names.includes('days_until') && asksForDistance(question)) {
    const known = results.find(({ call: made, isError }) => made.name === tool.name && !isError);
    const today = known === undefined ? undefined : /\d{4}-\d{2}-\d{2}/.exec(known.content)?.[0];
    // With no date known yet, only a day with a year is the same whatever today is.
    const [early, late] = [
      findDay(question, today ?? '1900-01-01'),
      findDay(question, today ?? '1900-12-31'),
    ];
    if (early !== null && early === late) return [call({ ...place, days_until: early })];
    if (early === null) return asksForTheTime(question) ? [call(place)] : [];
    return [call(place)];
  }
  if (!asksForTheTime(question)) return [];
  const period = names.includes('add') ? findPeriod(question) : null;
  if (period !== null) return [call({ ...place, add: period })];
  if (zoneName === undefined || zones.length === 0) return [call({})];
  return zones.slice(0, 4).map((zone) => call({ [zoneName]: zone }));
}
