import { AppError, newId } from '@agent-factory/contracts';
import type { Account, AccountPort } from '@agent-factory/llm';
import { expect, test } from 'vitest';
import { createCache } from '../cache/create-cache.ts';
import { attemptRecord, callStart, finishOf, observeFallback } from '../testing/call-records.ts';
import { createTelemetry, type Telemetry } from './create-telemetry.ts';

function telemetry(): Telemetry {
  return createTelemetry({}, (error) => {
    throw error;
  });
}

/** The value of the one series of that name whose labels hold all of `labels`. */
async function seriesValue(seen: Telemetry, name: string, ...labels: string[]): Promise<number | null> {
  const lines = (await seen.metrics())
    .split('\n')
    .filter(
      (line) => line.startsWith(`agent_factory_llm_${name}`) && labels.every((one) => line.includes(one)),
    );
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(1);
  return lines[0] === undefined ? null : Number(lines[0].split(' ').at(-1));
}

test('a call that fell back counts once as answered, twice as attempts, and names the change', async () => {
  const seen = telemetry();
  observeFallback(seen.observer);
  const answered = ['provider="mistral"', 'model="mistral/small-9"'];
  expect(await seriesValue(seen, 'calls_total{', ...answered, 'outcome="answered"')).toBe(1);
  expect(await seriesValue(seen, 'calls_total{', 'openai')).toBeNull();
  expect(await seriesValue(seen, 'attempts_total{', 'openai/big-9', 'outcome="failed"')).toBe(1);
  expect(await seriesValue(seen, 'fallbacks_total{', 'from="openai/big-9"', 'to="mistral/small-9"')).toBe(1);
  expect(await seriesValue(seen, 'cost_usd_total{', ...answered, 'payer="platform"')).toBe(0.0025);
  expect(await seriesValue(seen, 'first_token_seconds_sum{', ...answered)).toBe(0.12);
  expect(await seriesValue(seen, 'first_token_seconds_count{', 'openai')).toBeNull();
});

test('kinds of tokens do not overlap: they add up to what was read and written', async () => {
  const seen = telemetry();
  const record = attemptRecord();
  seen.observer.started(callStart()).attempt(record);
  const kinds = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'];
  const counts = await Promise.all(kinds.map((kind) => seriesValue(seen, 'tokens_total{', `kind="${kind}"`)));
  expect(counts).toEqual([60, 30, 10, 25, 15]);
  expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(record.tokens.total);
});

test('what the cache answered is counted by kind, so that a hit rate can be had of it', async () => {
  const seen = telemetry();
  const cache = createCache({ redisUrl: null, tally: seen.cacheTally, onError: () => {} });
  try {
    const teams = [newId('team'), newId('team')] as const;
    for (const teamId of [teams[0], teams[0], teams[1], teams[0]]) {
      await cache.getOrRead({ kind: 'quota', teamId, key: ['view'] }, async () => ({ left: 1 }));
    }
    const counts = (await seen.metrics())
      .split('\n')
      .filter((line) => line.startsWith('agent_factory_cache_requests_total{kind="quota"'));
    expect(counts.sort()).toEqual([
      'agent_factory_cache_requests_total{kind="quota",result="memory"} 2',
      'agent_factory_cache_requests_total{kind="quota",result="missed"} 2',
      'agent_factory_cache_requests_total{kind="quota",result="redis"} 0',
    ]);
  } finally {
    await cache.close();
  }
});

test('a price nobody knows is counted as unknown, not as nothing', async () => {
  const seen = telemetry();
  seen.observer.started(callStart()).attempt(attemptRecord({ costNanoUsd: null }));
  expect(await seriesValue(seen, 'unpriced_attempts_total{')).toBe(1);
  expect(await seriesValue(seen, 'cost_usd_total{')).toBeNull();
});

test('a refusal counts under its code, with no model where none was asked', async () => {
  const seen = telemetry();
  const error = new AppError('no_model_available', 'None.');
  seen.observer.started(callStart()).ended({ error, attempts: [] });
  expect(await seriesValue(seen, 'calls_total{', 'model="none"', 'outcome="no_model_available"')).toBe(1);
});

test('only calls that asked for the cache count as hits and misses', async () => {
  const seen = telemetry();
  const end = (cache: boolean, cached: boolean) =>
    seen.observer.started(callStart({ cache })).ended({ finish: finishOf([], { cached }) });
  end(true, true);
  end(true, false);
  end(true, false);
  end(false, false);
  expect(await seriesValue(seen, 'cache_total{', 'result="hit"')).toBe(1);
  expect(await seriesValue(seen, 'cache_total{', 'result="miss"')).toBe(2);
});

test('a breaker shows the last state that it changed to', async () => {
  const seen = telemetry();
  for (const state of ['open', 'half_open', 'closed', 'open'] as const) {
    seen.observer.breaker({ key: 'openai/big-9@eu', state });
  }
  expect(await seriesValue(seen, 'breaker_state{', 'key="openai/big-9@eu"')).toBe(2);
});

test('however many names there are, the number of series is bounded', async () => {
  const seen = telemetry();
  for (let n = 0; n < 700; n += 1) {
    seen.observer.started(callStart()).attempt(attemptRecord({ model: `mistral/made-up-${n}` }));
  }
  expect(await seriesValue(seen, 'attempts_total{', 'model="other"')).toBe(200);
});

test('reservations: made, refused, failed and those still open', async () => {
  const seen = telemetry();
  const answers = [
    async () => ({ id: 'a' }),
    async () => ({ id: 'b' }),
    async () => Promise.reject(new AppError('cost_ceiling', 'Too dear.')),
    async () => Promise.reject(new Error('no database')),
  ];
  const accounts: AccountPort = seen.watchAccounts({
    reserve: () => (answers.shift() ?? (() => Promise.reject(new Error('no answer left'))))(),
    settle: async () => {},
  });
  const account = {} as Account;
  const attempt = { provider: 'openai', model: 'openai/big-9', payer: 'platform', worstNanoUsd: 5 } as const;
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => accounts.reserve(account, attempt)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  await accounts.settle(account, { id: 'a' }, attemptRecord());
  for (const [result, count] of [
    ['made', 2],
    ['refused', 1],
    ['failed', 1],
  ]) {
    expect(await seriesValue(seen, 'reservations_total{', `result="${result}"`)).toBe(count);
  }
  expect(await seriesValue(seen, 'reservations_open')).toBe(1);
});

test('no series names a team, a key or a person', async () => {
  const seen = telemetry();
  const account = {
    teamId: 'team_of-somebody',
    runId: 'run_of-somebody',
    apiKeyId: 'key_of-somebody',
    userId: 'user-of-somebody',
    purpose: 'gateway',
  };
  const watch = seen.observer.started(callStart({ account }));
  watch.attempt(attemptRecord({ keyId: 'pky_of-somebody', payer: 'team' }));
  watch.ended({ finish: finishOf([attemptRecord()]) });
  seen.observer.breaker({ key: 'compatible/their-model#pky_of-somebody', state: 'open' });
  expect(await seen.metrics()).toContain('payer="team"');
  expect(await seen.metrics()).not.toContain('somebody');
});
