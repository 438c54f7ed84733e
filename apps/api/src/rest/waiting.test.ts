import { agentSavedSchema, runViewSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveAll } from '../testing/receive-events.ts';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

// Without a worker, so that no run ever ends.
let api: TestApi;
let token: string;
let path: string;

beforeAll(async () => {
  api = await startTestApi({ worker: false, maxWaitMs: 5_000 });
  token = await api.tokenOf(await api.addUser());
  const saved = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec: plainSpec('slow') } });
  path = `/v1/agents/${agentSavedSchema.parse(await saved.json()).id}/run`;
});
afterAll(() => api.close());

test('a run that takes longer than a request may answers 202 with the run to look at', async () => {
  const response = await api.fetch(path, { token, method: 'POST', body: { query: 'x' } });
  expect(response.status).toBe(202);
  const view = runViewSchema.parse(await response.json());
  expect(view.status).toBe('queued');
  expect(response.headers.get('location')).toBe(`/v1/runs/${view.run_id}`);

  const cancelled = await api.fetch(`/v1/runs/${view.run_id}/cancel`, { token, method: 'POST' });
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
});

test.each([
  ['a stream of REST', () => api.fetch(path, post({ query: 'x', stream: true }))],
  ['the end of a run', () => api.fetch(path, post({ query: 'x' }))],
  ['a stream of tRPC', watchByTrpc],
])('a client that leaves while it waits for %s leaves no listener behind', async (_what, request) => {
  expect(api.watchers()).toBe(0);
  leaving = new AbortController();
  const left = request().then(
    (response) => response.text(),
    () => '',
  );
  await expect.poll(() => api.watchers(), { timeout: 10_000 }).toBe(1);
  leaving.abort();
  await left.catch(() => '');
  await expect.poll(() => api.watchers(), { timeout: 10_000 }).toBe(0);
});

let leaving: AbortController;

function post(body: unknown, headers: Record<string, string> = {}) {
  return { token, method: 'POST', body, headers, signal: leaving.signal };
}

async function watchByTrpc(): Promise<Response> {
  const started = await api.fetch(path, post({ query: 'x' }, { prefer: 'respond-async' }));
  const { run_id } = runViewSchema.parse(await started.json());
  const input = encodeURIComponent(JSON.stringify({ run_id }));
  return api.fetch(`/trpc/runs.watch?input=${input}`, { token, signal: leaving.signal });
}

test('Q6: a shutdown ends streams and waiting in good order and refuses nothing that is under way', async () => {
  leaving = new AbortController();
  const stream = await api.fetch(path, post({ query: 'x', stream: true }));
  const watched = await watchByTrpc();
  const waiting = api.fetch(path, post({ query: 'x' }));
  await expect.poll(() => api.watchers(), { timeout: 10_000 }).toBe(3);
  expect(await (await api.fetch('/ready', { token: null })).json()).toEqual({ ready: true });

  const stopped = api.stopApi();
  // Neither an error nor an event: the answer is complete, and the client comes back with its last id.
  expect(await receiveAll(stream)).toEqual([]);
  // No `return` either: to its client that would say that there are no more events.
  expect((await receiveAll(watched)).map((one) => one.event)).toEqual(['connected']);
  expect((await waiting).status).toBe(202);
  const endedAt = performance.now();
  await stopped;
  // Of its own accord, not because the patience of 20 s for open connections ended.
  expect(performance.now() - endedAt).toBeLessThan(15_000);
  await expect(api.fetch('/ping', { token: null })).rejects.toThrow();
});
