import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  agentSavedSchema,
  apiKeyCreatedSchema,
  errorCodes,
  newId,
  runViewSchema,
  type Scope,
} from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpStatusOf } from '../errors/http-status.ts';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { gatewayRoutes } from './gateway-routes.ts';

/** Where nothing but refusals happens: what changes there is what a refusal did. */
const quiet = stand();
const busy = stand();

interface Stand {
  api: TestApi;
  own: Awaited<ReturnType<typeof addTenant>>;
  other: Awaited<ReturnType<typeof addTenant>>;
}

function stand(): Stand {
  const made = {} as Stand;
  beforeAll(async () => {
    made.api = await startTestApi({ worker: false });
    made.own = await addTenant(made.api, 'own-plan');
    made.other = await addTenant(made.api, 'secret-plan');
  });
  afterAll(() => made.api.close());
  return made;
}

/** A team with an agent and a thread, and no key of its own for any vendor: only the offline model answers it. */
async function addTenant(api: TestApi, agent: string) {
  const actor = await api.addUser();
  const token = await api.tokenOf(actor);
  const make = async (path: string, body: object) =>
    (await api.fetch(path, { token, method: 'POST', body, headers: { prefer: 'respond-async' } })).json();
  const { id } = agentSavedSchema.parse(await make('/v1/agents', { spec: plainSpec(agent) }));
  const run = runViewSchema.parse(await make(`/v1/agents/${id}/run`, { query: 'hello' }));
  return { actor, token, team: actor.teamId, agt: id, thr: run.thread_id };
}

interface Call {
  path?: string;
  body?: unknown;
  scope: Scope;
}

/** A valid call of every route of the gateway; what is missing here fails the test below. */
const calls: Record<string, Call> = {
  createChatCompletion: {
    body: { model: 'auto', messages: [{ role: 'user', content: 'hello' }] },
    scope: 'runs:write',
  },
  createEmbeddings: { body: { model: 'auto', input: 'hello' }, scope: 'runs:write' },
  listGatewayModels: { scope: 'models:read' },
  getGatewayModel: { path: '/v1/models/auto', scope: 'models:read' },
};
const names = gatewayRoutes.map(({ operationId }) => operationId);

async function call(
  { api }: Stand,
  name: string,
  token: string | null,
  headers: Record<string, string> = {},
) {
  const route = gatewayRoutes.find(({ operationId }) => operationId === name);
  const { path = route?.path ?? '', body } = calls[name] ?? {};
  const response = await api.fetch(path, { token, method: route?.method ?? 'GET', body, headers });
  const answer = await response.text();
  return {
    status: response.status,
    answer: answer.replaceAll(/"request_id":"[^"]+"/g, '"request_id":"…"'),
    response,
  };
}

async function keyOf(
  { api, own }: Stand,
  scopes: readonly Scope[],
  agentIds?: readonly string[],
): Promise<string> {
  const response = await api.fetch('/v1/api-keys', {
    token: own.token,
    method: 'POST',
    body: { name: scopes.join(' '), scopes, ...(agentIds === undefined ? {} : { agent_ids: agentIds }) },
  });
  return apiKeyCreatedSchema.parse(await response.json()).secret;
}

test('a member who may only look since a moment ago is refused by name, not told of a fault', async () => {
  const { api, own } = busy;
  const { mate } = await api.seedPeople(own.actor);
  const token = await api.tokenOf({ ...own.actor, userId: mate, email: 'mate@example.test' });
  const headers = { 'x-team-id': own.team };
  // Remembered for two seconds from here on; the policies forget at once.
  expect((await api.fetch('/v1/models', { token, headers })).status).toBe(200);
  const body = { role: 'viewer' };
  expect((await api.fetch(`/v1/members/${mate}`, { token: own.token, method: 'PUT', body })).status).toBe(
    200,
  );
  for (const stream of [false, true]) {
    const question = { model: 'agent:own-plan', stream, messages: [{ role: 'user', content: 'hello' }] };
    const answer = await api.fetch('/v1/chat/completions', {
      token,
      headers,
      method: 'POST',
      body: question,
    });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { error: expect.objectContaining({ code: 'forbidden', type: 'permission_error' }) },
    ]);
  }
});

test('every route of the gateway is tried', () => {
  expect(Object.keys(calls).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const wanted = calls[name];

  test('answers its team, with a token and with a key for its scope alone', async () => {
    if (wanted === undefined) throw new Error('not on the list');
    for (const credential of [busy.own.token, await keyOf(busy, [wanted.scope])]) {
      const { status, answer } = await call(busy, name, credential);
      expect(status, answer).toBe(200);
    }
  });

  test('Q14: is closed to a key without its scope', async () => {
    const scopes: Scope[] = ['agents:write', 'runs:read', 'usage:read', 'keys:write'];
    const { status, answer } = await call(busy, name, await keyOf(busy, scopes));
    expect(status).toBe(403);
    expect(JSON.parse(answer)).toMatchObject({ error: { code: 'forbidden', type: 'permission_error' } });
  });

  test('Q2: knows another’s team as little as one that does not exist', async () => {
    const before = await quiet.api.fingerprint();
    const foreign = await call(quiet, name, quiet.own.token, { 'x-team-id': quiet.other.team });
    expect(foreign.status).toBe(404);
    for (const team of [newId('team'), 'nonsense']) {
      expect((await call(quiet, name, quiet.own.token, { 'x-team-id': team })).answer).toBe(foreign.answer);
    }
    expect(await quiet.api.fingerprint()).toEqual(before);
  });

  test('is closed to strangers', async () => {
    const before = await quiet.api.fingerprint();
    for (const token of [null, 'nonsense', `${quiet.own.token.slice(0, -4)}AAAA`]) {
      const { status, answer, response } = await call(quiet, name, token);
      expect(status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(JSON.parse(answer)).toMatchObject({ error: { code: 'unauthenticated' } });
    }
    expect(await quiet.api.fingerprint()).toEqual(before);
  });

  test('is kept by no cache, loads nothing, and is readable for the web app’s origin alone', async () => {
    const { response } = await call(busy, name, busy.own.token, { origin: 'http://web.test' });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://web.test');
    expect(response.headers.get('access-control-expose-headers')).toContain('x-run-id');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('origin');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const strange = (await call(busy, name, busy.own.token, { origin: 'http://evil.test' })).response;
    expect(strange.headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await busy.api.fetch('/ping', { token: null });
    for (const header of [
      'content-security-policy',
      'cross-origin-resource-policy',
      'referrer-policy',
      'x-content-type-options',
      'x-frame-options',
    ]) {
      expect(response.headers.get(header), header).toBe(headers.get(header));
    }
  });
});

test('Q2: an agent and a thread of another team are as unknown as those that nobody has', async () => {
  const before = await quiet.api.fingerprint();
  const refusal = async (name: string, thread?: string) => {
    const response = await quiet.api.fetch('/v1/chat/completions', {
      token: quiet.own.token,
      method: 'POST',
      body: { model: `agent:${name}`, messages: [{ role: 'user', content: 'hello' }] },
      ...(thread === undefined ? {} : { headers: { 'x-thread-id': thread } }),
    });
    expect(response.status).toBe(404);
    return (await response.text()).replaceAll(/"request_id":"[^"]+"/g, '');
  };
  const { agt, thr } = quiet.other;
  const byName = await refusal('secret-plan');
  for (const name of [agt, newId('agent'), 'nobody-has-this', 'No Name'])
    expect(await refusal(name)).toBe(byName);
  const byThread = await refusal('own-plan', thr);
  for (const thread of [newId('thread'), 'nonsense'])
    expect(await refusal('own-plan', thread)).toBe(byThread);
  const card = await quiet.api.fetch('/v1/models/agent:secret-plan', { token: quiet.own.token });
  expect(card.status).toBe(404);
  expect(await quiet.api.fingerprint()).toEqual(before);
});

test('a browser may ask first, with the headers of OpenAI’s SDK', async () => {
  const preflight = await quiet.api.fetch('/v1/chat/completions', {
    token: null,
    method: 'OPTIONS',
    headers: { origin: 'http://web.test', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  const allowed = preflight.headers.get('access-control-allow-headers');
  for (const name of ['authorization', 'x-thread-id', 'x-stainless-os']) expect(allowed).toContain(name);
});

test.each([
  ['api.test', 401],
  ['localhost:8000', 401],
  ['rebound.evil.test', 400],
])('under the host name %s it answers %i', async (host, status) => {
  const { hostname, port } = new URL(quiet.api.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /v1/models HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('a key for certain agents opens those alone', async () => {
  const key = await keyOf(busy, ['runs:write', 'models:read', 'agents:read', 'runs:read'], [busy.own.agt]);
  expect((await call(busy, 'createChatCompletion', key)).status).toBe(403);
  const { data } = JSON.parse((await call(busy, 'listGatewayModels', key)).answer);
  expect(data.map(({ id }: { id: string }) => id)).toEqual(['agent:own-plan']);
  const barred = await busy.api.fetch('/v1/chat/completions', {
    token: key,
    method: 'POST',
    body: { model: 'agent:everyday-helper', messages: [{ role: 'user', content: 'hello' }] },
  });
  expect([403, 404]).toContain(barred.status);
});

test('a refusal has the status that the rest of the API gives it', async () => {
  const { shapeOf } = await import('@agent-factory/llm/gateway');
  for (const code of errorCodes) expect(shapeOf(code).status, code).toBe(httpStatusOf(code));
});
