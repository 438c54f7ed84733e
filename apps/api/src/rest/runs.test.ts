import {
  type AgentId,
  agentSavedSchema,
  type RunView,
  runEventSchema,
  runViewSchema,
} from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiveAll, receiveEvents } from '../testing/receive-events.ts';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
let agent: AgentId;

beforeAll(async () => {
  api = await startTestApi({ worker: true });
  token = await api.tokenOf(await api.addUser());
  const saved = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec: plainSpec('sums') } });
  agent = agentSavedSchema.parse(await saved.json()).id;
});
afterAll(() => api.close());

function run(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return api.fetch(`/v1/agents/${agent}/run`, { token, method: 'POST', body, headers });
}

async function finished(response: Response): Promise<RunView> {
  expect(response.status).toBe(200);
  return runViewSchema.parse(await response.json());
}

describe('POST /v1/agents/{id}/run', () => {
  test('waits for the end and answers with the run', async () => {
    const response = await run({ query: 'What is 12*34?' });
    const view = await finished(response);
    expect(view).toMatchObject({ status: 'succeeded', version: 1, cost: 0, agent_name: 'sums' });
    expect(view.output).toContain('408');
    expect(view.tokens.total).toBe(view.tokens.input + view.tokens.output);
    expect(view.execution_time).toBeGreaterThan(0);
    expect(response.headers.get('location')).toBe(`/v1/runs/${view.run_id}`);
    const again = await api.fetch(`/v1/runs/${view.run_id}`, { token });
    expect(await again.json()).toEqual(view);
  });

  test.each([
    ['stream in the body', { stream: true }, {}],
    ['Accept', {}, { accept: 'text/event-stream' }],
  ])('streams the events of the run when asked by %s', async (_how, extra, headers) => {
    const response = await run({ query: 'What is 2*21?', ...extra }, headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('content-encoding')).toBeNull();
    const received = await receiveAll(response);
    const events = received.map((one) => runEventSchema.parse(JSON.parse(one.data)));
    expect(received.map((one) => one.id)).toEqual(events.map((event) => String(event.seq)));
    expect(received.map((one) => one.event)).toEqual(events.map((event) => event.data.type));
    expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index + 1));
    expect(events.at(0)?.data.type).toBe('run.started');
    expect(events.map((event) => event.data.type)).toContain('tool.result');
    expect(events.at(-1)?.data).toMatchObject({ type: 'run.finished', status: 'succeeded' });
  });

  test('Prefer: respond-async answers at once with where to look', async () => {
    const response = await run({ query: '1+1' }, { prefer: 'respond-async' });
    expect(response.status).toBe(202);
    expect(response.headers.get('preference-applied')).toBe('respond-async');
    const view = runViewSchema.parse(await response.json());
    const events = await api.fetch(`${response.headers.get('location')}/events`, {
      token,
      headers: { accept: 'text/event-stream' },
    });
    expect((await receiveAll(events)).at(-1)?.event).toBe('run.finished');
    const page = await (await api.fetch(`/v1/runs/${view.run_id}/events`, { token })).json();
    expect(page).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ seq: 1 })]) });
  });

  test('a repeated key answers with the first run, another body under it is refused', async () => {
    const key = { 'idempotency-key': 'order-1' };
    const [first, second] = await Promise.all([run({ query: '3+4' }, key), run({ query: '3+4' }, key)]);
    const view = await finished(first);
    expect((await finished(second)).run_id).toBe(view.run_id);
    const other = await run({ query: '3+5' }, key);
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: 'idempotency_mismatch' });
    const elsewhere = await api.tokenOf(await api.addUser());
    const page = await api.fetch('/v1/runs', { token: elsewhere });
    expect(await page.json()).toEqual({ items: [], next_cursor: null });
  });

  test('a client that goes away does not stop its run', async () => {
    const leaving = new AbortController();
    const response = await api.fetch(`/v1/agents/${agent}/run`, {
      token,
      method: 'POST',
      body: { query: '5*5', stream: true },
      signal: leaving.signal,
    });
    const location = response.headers.get('location') ?? '';
    leaving.abort();
    const events = await api.fetch(`${location}/events`, { token, headers: { accept: 'text/event-stream' } });
    expect((await receiveAll(events)).at(-1)?.event).toBe('run.finished');
    expect(await finished(await api.fetch(location, { token }))).toMatchObject({ status: 'succeeded' });
  });

  test('a thread goes on over runs; another agent’s thread is unknown', async () => {
    const first = await finished(await run({ query: '1+1' }));
    const second = await finished(await run({ query: '2+2', thread_id: first.thread_id }));
    expect(second.thread_id).toBe(first.thread_id);
    const saved = await api.fetch('/v1/agents', {
      token,
      method: 'POST',
      body: { spec: plainSpec('other') },
    });
    const { id } = agentSavedSchema.parse(await saved.json());
    const wrong = await api.fetch(`/v1/agents/${id}/run`, {
      token,
      method: 'POST',
      body: { query: '1', thread_id: first.thread_id },
    });
    expect(wrong.status).toBe(404);
  });
});

describe('GET /v1/runs/{id}/events', () => {
  test('goes on after Last-Event-ID and misses nothing', async () => {
    const view = await finished(await run({ query: '6*7' }));
    const path = `/v1/runs/${view.run_id}/events`;
    const stream = { accept: 'text/event-stream' };
    const all = await receiveAll(await api.fetch(path, { token, headers: stream }));
    for (const after of [1, 3, all.length]) {
      const headers = { ...stream, 'last-event-id': String(after) };
      expect(await receiveAll(await api.fetch(path, { token, headers }))).toEqual(all.slice(after));
    }
    const bad = await api.fetch(path, { token, headers: { ...stream, 'last-event-id': 'x' } });
    expect(bad.status).toBe(400);
  });

  test('the first bytes of a stream do not wait for a compressor', async () => {
    const response = await run({ query: '8*8', stream: true }, { 'accept-encoding': 'gzip, br' });
    expect(response.headers.get('content-encoding')).toBeNull();
    if (response.body === null) throw new Error('no body');
    const events = receiveEvents(response.body);
    expect((await events.next()).value).toMatchObject({ event: 'run.started' });
    await events.return(undefined);
  });
});

describe('lists and cancel', () => {
  test('runs come newest first, in pages that neither skip nor repeat', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const response = await api.fetch(`/v1/runs?agent_id=${agent}&limit=2${query}`, { token });
      const page: { items: RunView[]; next_cursor: string | null } = JSON.parse(await response.text());
      expect(page.items.length).toBeGreaterThan(0);
      seen.push(...page.items.map((item) => item.run_id));
      cursor = page.next_cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort().reverse());
    const failed = await api.fetch('/v1/runs?status=failed', { token });
    expect(await failed.json()).toEqual({ items: [], next_cursor: null });
  });

  test('cancelling a run that has ended changes nothing', async () => {
    const view = await finished(await run({ query: '9*9' }));
    const response = await api.fetch(`/v1/runs/${view.run_id}/cancel`, { token, method: 'POST' });
    expect(await finished(response)).toEqual(view);
  });
});
