import { apiKeyCreatedSchema, problemSchema, type Scope } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { rateHeaderNames } from './rate-headers.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: true, limited: true, env: { DEFAULT_PLAN: 'free' } });
});
afterAll(() => api.close());

/** Of a user and a team of their own, whose minute is young; making a key took one of the user's ten requests. */
async function newcomer(scopes: readonly Scope[] = ['agents:read', 'runs:write', 'models:read']) {
  const actor = await api.addUser();
  const token = await api.tokenOf(actor);
  const body = { name: 'ci', scopes };
  const made = await api.fetch('/v1/api-keys', { token, method: 'POST', body });
  return { actor, token, key: apiKeyCreatedSchema.parse(await made.json()).secret };
}

const headersOf = (answer: Response) =>
  Object.fromEntries(rateHeaderNames.map((name) => [name, answer.headers.get(name)]));

async function statuses(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const seen: number[] = [];
  for (let i = 0; i < count; i++) {
    const answer = await ask();
    await answer.text();
    seen.push(answer.status);
  }
  return seen;
}

const tenThen429 = [...Array(10).fill(200), 429];

describe('on the free plan a key makes ten requests a minute', () => {
  test('each answer says how many are left, the eleventh when to come back', async () => {
    const { key } = await newcomer();
    const ask = () => api.fetch('/v1/agents', { token: key });
    const first = await ask();
    expect(headersOf(first)).toEqual({
      'ratelimit-policy': '"requests";q=10;w=60',
      ratelimit: expect.stringMatching(/^"requests";r=9;t=6[01]$/),
      'ratelimit-limit': '10',
      'ratelimit-remaining': '9',
      'ratelimit-reset': expect.stringMatching(/^6[01]$/),
    });
    expect(first.headers.has('retry-after')).toBe(false);
    expect(await statuses(9, ask)).toEqual(Array(9).fill(200));

    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const wait = refused.headers.get('retry-after') ?? '';
    expect(Number(wait)).toBeGreaterThan(50);
    expect(headersOf(refused)).toMatchObject({ 'ratelimit-remaining': '0', 'ratelimit-reset': wait });
    const problem = problemSchema.parse(await refused.json());
    expect(problem.code).toBe('rate_limited');
    expect(problem.detail).toContain(`Try again in ${wait} s`);
  });

  test('REST, tRPC and the gateway count together, each answering in its own words', async () => {
    const { key } = await newcomer();
    const asks = [
      () => api.fetch('/v1/agents', { token: key }),
      () => api.fetch('/trpc/agents.list', { token: key }),
      () => api.fetch('/v1/models', { token: key }),
    ];
    for (let i = 0; i < 10; i++) {
      const answer = await asks[i % 3]?.();
      expect([answer?.status, answer?.headers.get('ratelimit-remaining')]).toEqual([200, String(9 - i)]);
    }
    const [rest, trpc, gateway] = await Promise.all(asks.map((ask) => ask()));
    for (const answer of [rest, trpc, gateway]) {
      expect(answer?.status).toBe(429);
      expect(answer?.headers.get('retry-after')).toBe(answer?.headers.get('ratelimit-reset'));
    }
    expect(await trpc?.json()).toMatchObject({ error: { data: { app_code: 'rate_limited' } } });
    expect(await gateway?.json()).toMatchObject({
      error: { type: 'rate_limit_error', code: 'rate_limited' },
    });
  });

  test('a batch of procedures is one request', async () => {
    const { key } = await newcomer();
    const batch = await api.fetch('/trpc/agents.list,agents.list,agents.list?batch=1', { token: key });
    expect([batch.status, batch.headers.get('ratelimit-remaining')]).toEqual([200, '9']);
  });

  test('a stream is one request, however long it goes on', async () => {
    const { key } = await newcomer();
    const answer = await api.fetch('/v1/chat/completions', {
      token: key,
      method: 'POST',
      body: { model: 'auto', stream: true, messages: [{ role: 'user', content: 'What is 1 + 1?' }] },
    });
    expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([200, '9']);
    expect(await answer.text()).toContain('[DONE]');
    const next = await api.fetch('/v1/agents', { token: key });
    expect(next.headers.get('ratelimit-remaining')).toBe('8');
  });

  test('what a key uses up, neither its maker nor another key feels', async () => {
    const { key, token } = await newcomer(['agents:read', 'keys:write']);
    const ask = (by: string) => api.fetch('/v1/agents', { token: by });
    expect(await statuses(11, () => ask(key))).toEqual(tenThen429);
    const body = { name: 'second', scopes: ['agents:read'] };
    const made = await api.fetch('/v1/api-keys', { token, method: 'POST', body });
    const second = apiKeyCreatedSchema.parse(await made.json()).secret;
    expect((await ask(second)).headers.get('ratelimit-remaining')).toBe('9');
    // Two keys made.
    expect((await ask(token)).headers.get('ratelimit-remaining')).toBe('7');
  });

  test('a person may look around in the web app, which is counted apart from what they call the API for', async () => {
    const { token, key } = await newcomer();
    const ask = (by: string) => api.fetch('/trpc/agents.list', { token: by });
    expect(await statuses(11, () => ask(token))).toEqual(Array(11).fill(200));
    expect((await ask(token)).headers.get('ratelimit-limit')).toBe('300');
    const direct = await api.fetch('/v1/agents', { token });
    expect(direct.headers.get('ratelimit-remaining')).toBe('8');
    expect(await statuses(11, () => ask(key))).toEqual(tenThen429);
  });

  test('a request that is refused for what it asks is counted too; one that nobody sent is not', async () => {
    const { key } = await newcomer();
    const forbidden = await api.fetch('/v1/usage', { token: key });
    expect([forbidden.status, forbidden.headers.get('ratelimit-remaining')]).toEqual([403, '9']);
    const stranger = await api.fetch('/v1/agents', { token: 'agf_nobody' });
    expect([stranger.status, stranger.headers.get('ratelimit-remaining')]).toEqual([401, null]);
    const open = await api.fetch('/health', { token: null });
    expect(open.headers.get('ratelimit-remaining')).toBeNull();
  });
});

test('an operator gives a team another rate, or another plan; both count without a restart', async () => {
  const { actor, key } = await newcomer();
  const limit = async () => (await api.fetch('/v1/agents', { token: key })).headers.get('ratelimit-limit');
  expect(await limit()).toBe('10');
  await api.setTeam(actor.teamId, { requests_per_minute: 5_000 });
  await expect.poll(limit, { timeout: 5_000, interval: 500 }).toBe('5000');
  await api.setTeam(actor.teamId, { requests_per_minute: null, plan: 'pro' });
  await expect.poll(limit, { timeout: 5_000, interval: 500 }).toBe('100');
});
