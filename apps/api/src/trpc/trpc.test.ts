import { agentIdSchema, type RunView, runEventSchema, runIdSchema } from '@agent-factory/contracts';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRouter } from '../index.ts';
import { type ReceivedEvent, receiveAll } from '../testing/receive-events.ts';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
let client: ReturnType<typeof clientWith>;

function clientWith(headers: Record<string, string>) {
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${api.url}/trpc`, headers })] });
}

beforeAll(async () => {
  api = await startTestApi({ worker: true });
  token = await api.tokenOf(await api.addUser());
  client = clientWith({ authorization: `Bearer ${token}` });
});
afterAll(() => api.close());

async function refusalOf(call: Promise<unknown>): Promise<TRPCClientError<AppRouter>> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError)) throw new Error('the call was not refused');
  return error;
}

async function watch(run: RunView['run_id'], lastEventId?: string): Promise<ReceivedEvent[]> {
  const input = JSON.stringify({ run_id: run, ...(lastEventId === undefined ? {} : { lastEventId }) });
  const response = await api.fetch(`/trpc/runs.watch?input=${encodeURIComponent(input)}`, {
    token,
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('content-encoding')).toBeNull();
  return receiveAll(response);
}

test('the first visit finds the starter agents and says who one is', async () => {
  const [me, agents] = await Promise.all([client.me.get.query(), client.agents.list.query({})]);
  expect(me).toMatchObject({ environment: 'local', team: { role: 'owner' }, teams: [{ id: me.team.id }] });
  expect(agents.items.length).toBe(6);
});

test('an agent is written, changed, read in versions and deleted', async () => {
  const made = await client.agents.create.mutate({ spec: plainSpec('editor') });
  expect(made.version).toBe(1);
  const text = plainSpec('editor').replace('Answer in a few words.\n', 'Answer in one word.\n');
  const changed = await client.agents.update.mutate({
    id: made.id,
    spec: text,
    message: 'shorter',
    base_version: 1,
  });
  expect(changed.version).toBe(2);
  expect((await client.agents.get.query({ id: made.id })).spec).toBe(text);
  const versions = await client.agents.versions.query({ id: made.id });
  expect(versions.items.map((one) => [one.version, one.message])).toEqual([
    [2, 'shorter'],
    [1, null],
  ]);
  const late = await refusalOf(client.agents.update.mutate({ id: made.id, spec: text, base_version: 1 }));
  expect(late.data).toMatchObject({ code: 'CONFLICT', httpStatus: 409, app_code: 'conflict' });
  expect(await client.agents.delete.mutate({ id: made.id })).toEqual({ id: made.id });
  expect((await refusalOf(client.agents.get.query({ id: made.id }))).data?.app_code).toBe('not_found');
});

describe('refusals', () => {
  test('a bad spec carries its diagnostics, a request id and no stack', async () => {
    const spec = plainSpec('broken').replace('task: simple_query', 'task: simple_querry');
    const error = await refusalOf(client.agents.create.mutate({ spec }));
    expect(error.data).toMatchObject({
      code: 'BAD_REQUEST',
      httpStatus: 400,
      app_code: 'invalid_spec',
      request_id: expect.stringMatching(/^req_/),
      diagnostics: [{ severity: 'error', range: { start: { line: 7 } } }],
    });
    expect(error.data).not.toHaveProperty('stack');
  });

  test('an input of the wrong shape names the field', async () => {
    // @ts-expect-error an id is not a number
    const error = await refusalOf(client.agents.get.query({ id: 42 }));
    expect(error.data).toMatchObject({ code: 'BAD_REQUEST', app_code: 'invalid_input' });
    expect(error.message).toContain('id');
  });

  test('in a batch each call has its own answer', async () => {
    const missing = agentIdSchema.parse(`agt_${'0'.repeat(26)}`);
    const [good, bad] = await Promise.allSettled([
      client.models.list.query(),
      client.agents.get.query({ id: missing }),
    ]);
    expect(good.status).toBe('fulfilled');
    expect(bad).toMatchObject({ status: 'rejected', reason: { data: { httpStatus: 404 } } });
  });

  test.each([
    ['no such procedure', 'GET', '/trpc/agents.nothing', undefined, 404, 'not_found'],
    ['a mutation by GET', 'GET', '/trpc/agents.create', undefined, 405, 'invalid_input'],
    ['a body that does not parse', 'POST', '/trpc/agents.create', '{', 400, 'invalid_input'],
  ])('%s', async (_title, method, path, body, status, appCode) => {
    const headers = { 'content-type': 'application/json' };
    const response = await api.fetch(path, { token, method, body, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { data: { app_code: appCode, httpStatus: status } },
    });
  });

  test('the outbox is there in local mode with local auth alone', async () => {
    expect((await refusalOf(client.outbox.list.query())).data?.app_code).toBe('not_found');
  });
});

describe('runs.watch', () => {
  test('streams the run from its start to its end and resumes after any event', async () => {
    const agent = await client.agents.create.mutate({ spec: plainSpec('watched') });
    const run = await client.runs.start.mutate({ agent_id: agent.id, query: 'What is 6*7?' });
    const all = await watch(run.run_id);
    expect(all.at(0)?.event).toBe('connected');
    expect(all.at(-1)?.event).toBe('return');
    const tracked = all.filter((one) => one.id !== null);
    const events = tracked.map((one) => runEventSchema.parse(JSON.parse(one.data)));
    expect(tracked.map((one) => one.id)).toEqual(events.map((event) => String(event.seq)));
    expect(events.at(-1)?.data).toMatchObject({ type: 'run.finished', status: 'succeeded' });
    expect(await client.runs.events.query({ run_id: run.run_id })).toEqual({ items: events });

    const rest = (await watch(run.run_id, '2')).filter((one) => one.id !== null);
    expect(rest).toEqual(tracked.slice(2));
    expect(await client.runs.get.query({ run_id: run.run_id })).toMatchObject({ status: 'succeeded' });
  });

  test('a run that is not there is refused as an event of the stream', async () => {
    const [, refusal] = await watch(runIdSchema.parse(`run_${'0'.repeat(26)}`));
    expect(refusal?.event).toBe('serialized-error');
    expect(JSON.parse(refusal?.data ?? '')).toMatchObject({
      data: { httpStatus: 404, app_code: 'not_found' },
    });
  });
});
