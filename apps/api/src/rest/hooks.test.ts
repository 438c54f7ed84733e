import { createHmac } from 'node:crypto';
import { hookAnswerSchema, maxHookBytes, triggerSecretViewSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let secret: string;
let path: string;
let token: string;

beforeAll(async () => {
  api = await startTestApi({ worker: false, maxWaitMs: 0 });
  token = await api.tokenOf(await api.addUser());
  const post = async (to: string, body: unknown) =>
    (await api.fetch(to, { token, method: 'POST', body })).json() as Promise<Record<string, string>>;
  const agent = await post('/v1/agents', { spec: plainSpec('hooked') });
  const trigger = triggerSecretViewSchema.parse(
    await post('/v1/triggers', { agent_id: agent.id, name: 'Shop', mapping: { body_as: 'query' } }),
  );
  ({ secret, path } = trigger);
});
afterAll(() => api.close());

let sent = 0;
/** To the byte as given, signed over those bytes. */
function call(body: string, to = path, contentType = 'application/json') {
  sent += 1;
  const id = `msg_${sent}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return fetch(`${api.url}${to}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  });
}

test('a signed call starts a run with nobody signed in, whatever type it says its body is of', async () => {
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    // Spaces and the order of keys are part of what was signed.
    const response = await call('{ "b": 1,  "a": "ü" }', path, type);
    expect(response.status).toBe(202);
    const { run_id } = hookAnswerSchema.parse(await response.json());
    const run = await api.fetch(`/v1/runs/${run_id}`, { token });
    expect(await run.json()).toMatchObject({ started_by: { type: 'trigger', name: 'Shop' } });
  }
});

test('strangers learn the same of every address, down to the headers', async () => {
  const told = async (to: string, init: RequestInit) => {
    const response = await fetch(`${api.url}${to}`, { method: 'POST', ...init });
    const headers = [...response.headers.keys()].filter((name) => name !== 'date').sort();
    const body = (await response.text()).replace(/"request_id":"[^"]+"/, '');
    return { status: response.status, headers, body };
  };
  const unknown = await told('/v1/hooks/trg_00000000000000000000000000', { body: '{}' });
  expect(unknown.status).toBe(401);
  expect(await told('/v1/hooks/nonsense', { body: '{}' })).toEqual(unknown);
  expect(await told(path, { body: '{}' })).toEqual(unknown);
  expect(await told(path, {})).toEqual(unknown);
  const wrong = { 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
  expect(await told(path, { body: '{}', headers: wrong })).toEqual(unknown);
});

test('256 KB are taken, a byte more is not, signed or not', async () => {
  const fill = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
  // Longer than what a query may be, and refused for that: it arrived.
  expect((await call(fill(maxHookBytes))).status).not.toBe(413);
  expect((await call(fill(maxHookBytes + 1))).status).toBe(413);
});
