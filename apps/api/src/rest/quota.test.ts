import { agentSavedSchema, problemSchema, quotaViewSchema, runViewSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ worker: true });
});
afterAll(() => api.close());

async function withAgent() {
  const user = await api.addUser();
  const token = await api.tokenOf(user);
  const saved = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec: plainSpec('sums') } });
  const { id } = agentSavedSchema.parse(await saved.json());
  const run = (headers: Record<string, string> = {}) =>
    api.fetch(`/v1/agents/${id}/run`, { token, method: 'POST', body: { query: '1 + 1' }, headers });
  const quota = async () => quotaViewSchema.parse(await (await api.fetch('/v1/quota', { token })).json());
  const chat = (model: string) =>
    api.fetch('/v1/chat/completions', {
      token,
      method: 'POST',
      body: { model, messages: [{ role: 'user', content: 'hello' }] },
    });
  return { teamId: user.teamId, run, quota, chat };
}

test('a run over the quota is a 429 that says what, how much and when it resets', async () => {
  const { teamId, run, quota } = await withAgent();
  await api.grantQuota(teamId, { runs: 1 });
  const headers = { 'idempotency-key': 'first' };
  const first = runViewSchema.parse(await (await run(headers)).json());
  const refused = await run();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  const problem = problemSchema.parse(await refused.json());
  expect(problem).toMatchObject({ code: 'quota_exceeded', quota: { what: 'runs', used: 1, limit: 1 } });
  const { period } = await quota();
  expect(problem.quota?.resets_at).toBe(period.resets_at);
  const waits = Number(refused.headers.get('retry-after')) * 1_000;
  expect(Math.abs(Date.now() + waits - new Date(period.resets_at).getTime())).toBeLessThan(60_000);
  // Repeated, the call that was admitted is still answered.
  expect(await (await run(headers)).json()).toMatchObject({ run_id: first.run_id });
});

test('whoever asks a model directly is stopped when the tokens are used up', async () => {
  const { teamId, run, chat } = await withAgent();
  await api.grantQuota(teamId, { tokens: 1 });
  await run();
  const refused = await chat('auto');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({
    error: { code: 'quota_exceeded', type: 'insufficient_quota' },
  });
  expect((await chat('agent:sums')).status).toBe(429);
});

test('what is asked of a model directly counts', async () => {
  const { teamId, run, quota, chat } = await withAgent();
  const ended = runViewSchema.parse(await (await run()).json());
  const answer: unknown = await (await chat('auto')).json();
  expect(answer).toMatchObject({ usage: { total_tokens: expect.any(Number) } });
  const { total_tokens } = (answer as { usage: { total_tokens: number } }).usage;
  await expect
    .poll(() => api.countedTokens(teamId), { timeout: 5_000 })
    .toBe(ended.tokens.total + total_tokens);
  expect(await quota()).toMatchObject({
    runs: { used: 1 },
    tokens: { used: ended.tokens.total + total_tokens },
  });
});
