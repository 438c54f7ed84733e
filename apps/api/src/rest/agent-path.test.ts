import { type AgentId, agentSavedSchema, apiKeyCreatedSchema, type Scope } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { agentPath } from './agent-path.ts';
import { restRoutes } from './table.ts';

let api: TestApi;
let token: string;
let id: AgentId;
let other: AgentId;

beforeAll(async () => {
  api = await startTestApi({ worker: false, maxWaitMs: 0 });
  token = await api.tokenOf(await api.addUser());
  const make = async (name: string) => {
    const made = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec: plainSpec(name) } });
    return agentSavedSchema.parse(await made.json()).id;
  };
  id = await make('sums');
  other = await make('other');
});
afterAll(() => api.close());

async function keyFor(scopes: readonly Scope[], agent_ids: readonly AgentId[] | null = null) {
  const body = { name: scopes.join(' '), scopes, agent_ids };
  const made = await api.fetch('/v1/api-keys', { token, method: 'POST', body });
  return apiKeyCreatedSchema.parse(await made.json()).secret;
}

const ofAgents = restRoutes.filter(({ path }) => path.startsWith('/v1/agents/{id}'));
const reads = ofAgents.filter(({ method, path }) => method === 'GET' && !path.includes('template'));

describe('an agent is named in a path by its id or its name', () => {
  test('on every route of agents', () => {
    expect(ofAgents.length).toBeGreaterThan(15);
    for (const { operationId, params } of ofAgents) {
      expect(params.shape.id, operationId).toBe(agentPath.shape.id);
    }
  });

  test.each(reads.map(({ operationId, path }) => [operationId, path]))(
    '%s reads the same',
    async (_, path) => {
      const read = async (named: string) => {
        const answer = await api.fetch(path.replace('{id}', named), { token });
        return { status: answer.status, body: await answer.json() };
      };
      const byId = await read(id);
      expect(byId.status).toBe(200);
      expect(await read('sums')).toEqual(byId);
      expect(await read('nobody')).toMatchObject({
        status: 404,
        body: { detail: 'There is no such agent.' },
      });
      expect(await read('No Name')).toMatchObject({
        status: 404,
        body: { detail: 'There is no such agent.' },
      });
    },
  );

  test('its labels move by name', async () => {
    const call = (method: 'PUT' | 'DELETE', body?: unknown) =>
      api.fetch('/v1/agents/sums/labels/draft', { token, method, body });
    expect((await call('PUT', { version: 1 })).status).toBe(200);
    const labels = await (await api.fetch(`/v1/agents/${id}/labels`, { token })).json();
    expect(labels).toMatchObject({ items: [{ label: 'draft', version: 1 }] });
    expect((await call('DELETE')).status).toBe(204);
  });

  test('also to a key that may only test; not to one for another agent, nor to one without any scope of agents', async () => {
    const gate = async (key: string, named: string) =>
      (await api.fetch(`/v1/agents/${named}/gate`, { token: key })).status;
    expect(await gate(await keyFor(['tests:read']), 'sums')).toBe(200);
    const bound = await keyFor(['tests:read'], [other]);
    expect([await gate(bound, 'sums'), await gate(bound, id), await gate(bound, 'other')]).toEqual([
      404, 404, 200,
    ]);
    const meter = await keyFor(['usage:read']);
    expect([await gate(meter, 'sums'), await gate(meter, 'nobody')]).toEqual([403, 403]);
  });

  test('and a name of another team is nobody', async () => {
    const stranger = await api.tokenOf(await api.addUser());
    expect((await api.fetch('/v1/agents/sums', { token: stranger })).status).toBe(404);
    expect((await api.fetch('/v1/agents/sums', { token: stranger, method: 'DELETE' })).status).toBe(404);
    expect((await api.fetch('/v1/agents/sums', { token })).status).toBe(200);
  });
});
