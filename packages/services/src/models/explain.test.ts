import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTeamPolicy } from '../team-policy/set.ts';
import { openStand, refusal, type Stand } from '../testing/stand.ts';
import { explainRoute } from './explain.ts';
import { modelHealth } from './health.ts';
import { listModels } from './list.ts';
import { sayRoute } from './say-route.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

describe('explainRoute', () => {
  test('names who would be asked, and gives every other model its reason', async () => {
    const ctx = await stand.tenant();
    const route = await explainRoute({ ctx, input: { text: 'What is 6 * 7?' } });
    expect(route.chosen).toBe('offline/extractive-1');
    expect(route.task).toBe('simple_query');
    expect(route.summary).toMatch(/is asked first, at no cost/);
    const [first, ...others] = route.table;
    expect(first).toMatchObject({ rank: 0, dropped: null, expected_usd: 0 });
    expect(others.length).toBeGreaterThan(5);
    for (const verdict of others) {
      expect(verdict.rank).toBeNull();
      expect(verdict.dropped?.reason).not.toBe('');
    }
  });

  test('goes by what the team turned off', async () => {
    const ctx = await stand.tenant();
    await setTeamPolicy({ ctx, input: { switched_off: ['offline/*'] } });
    const route = await explainRoute({ ctx, input: { text: 'Hello' } });
    expect(route.chosen).toBeNull();
    expect(route.summary).toBe('No model can serve this request as it stands.');
    const offline = route.table.find(({ provider }) => provider === 'offline');
    expect(offline?.dropped?.code).toBe('not_allowed');
  });

  test('pins count, also those that nobody knows', async () => {
    const ctx = await stand.tenant();
    const route = await explainRoute({ ctx, input: { text: 'Hello', use: ['openai/no-such-model'] } });
    expect(route.chosen).toBeNull();
  });

  test('goes by where a model is served from', async () => {
    const ctx = await stand.tenant();
    const route = await explainRoute({ ctx, input: { text: 'Hello', regions: ['eu'] } });
    expect(route.chosen).toBeNull();
    const offline = route.table.find(({ provider }) => provider === 'offline');
    expect(offline?.dropped?.reason).toContain('only eu is allowed');
  });

  test.each([
    {},
    { text: 'a', messages: [{ role: 'user', content: 'b' }] },
    { text: 'a', max_cost_usd: -1 },
    { text: 'a', task: 'guessing' },
  ])('refuses %j', async (input) => {
    const ctx = await stand.tenant();
    expect(await refusal(explainRoute({ ctx, input }))).toBe('invalid_input');
  });
});

test('the list says what a model costs as vendors print it, with source and day', async () => {
  const ctx = await stand.tenant();
  const priced = listModels({ ctx }).filter(({ price }) => price !== null && price.output_usd > 0);
  expect(priced.length).toBeGreaterThan(20);
  for (const { id, price } of priced) {
    expect(price?.source, id).toMatch(/\w/);
    expect(price?.as_of, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    // Per million tokens: nothing sold today is below a hundredth of a cent or above $1,000.
    expect(price?.output_usd, id).toBeGreaterThan(0.0001);
    expect(price?.output_usd, id).toBeLessThan(1_000);
  }
  expect(modelHealth({ ctx })).toEqual([]);
});

describe('the sentence', () => {
  const verdict = (title: string, rank: number | null, expected: number | null, code?: string) => ({
    model: `a/${title}`,
    title,
    provider: 'a',
    region: null,
    payer: 'platform' as const,
    rank,
    dropped: code === undefined ? null : { code, reason: 'because' },
    expected_usd: expected,
    worst_usd: expected === null ? null : expected * 3,
    latency_ms: null,
    health: 'closed' as const,
  });
  const say = (table: ReturnType<typeof verdict>[], bound: { usd: number; by: 'plan' } | null = null) =>
    sayRoute({
      task: 'simple_query',
      classified_by: null,
      input_tokens: { expected: 1, at_most: 2 },
      bound,
      chosen: null,
      table,
    });

  test('compares with the next one only where that is dearer', () => {
    expect(say([verdict('One', 0, 0.0012), verdict('Two', 1, 0.006)])).toBe(
      'One is asked first, for about $0.0012 (the next best would be about $0.006); if it fails, Two is next.',
    );
    expect(say([verdict('One', 0, 0.006), verdict('Two', 1, 0.0012)])).toBe(
      'One is asked first, for about $0.006; if it fails, Two is next.',
    );
  });

  test('says what the cheapest would have cost when all are over the cap', () => {
    const table = [verdict('One', null, 0.02, 'over_cap'), verdict('Two', null, 0.01, 'over_ceiling')];
    expect(say(table, { usd: 0.001, by: 'plan' })).toBe(
      'No model stays within $0.001: the cheapest that could serve this may cost up to $0.03.',
    );
  });

  test('does not pass an unknown price off as nothing', () => {
    expect(say([verdict('One', 0, null)])).toContain('at a price nobody here knows');
  });
});
