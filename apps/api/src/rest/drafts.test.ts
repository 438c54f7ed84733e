import { agentSavedSchema, problemSchema, specDraftSchema } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
  token = await api.tokenOf(await api.addUser());
});
afterAll(() => api.close());

const post = (path: string, body: unknown) => api.fetch(path, { token, method: 'POST', body });

test('a draft is answered over HTTP, can be saved as it is, and was not saved by itself', async () => {
  const answer = await post('/v1/drafts', { description: 'Calculates totals of invoices in JSON.' });
  expect(answer.status).toBe(200);
  const draft = specDraftSchema.parse(await answer.json());
  expect(draft).toMatchObject({ written_by: 'rules', valid: true, cost: 0 });
  const before = await api.fetch('/v1/agents?limit=100', { token });
  expect(JSON.stringify(await before.json())).not.toContain('totals-of-invoices');
  expect((await post('/v1/agents', { spec: draft.spec })).status).toBe(201);
});

test('a change of an agent keeps what stands there', async () => {
  const saved = await post('/v1/agents', { spec: plainSpec('kept') });
  const { id } = agentSavedSchema.parse(await saved.json());
  const answer = await post('/v1/drafts', { description: 'Names its sources.', agent_id: id });
  const draft = specDraftSchema.parse(await answer.json());
  expect(draft.spec).toContain('name: kept');
  expect(draft.spec).toContain('Names its sources.');
});

test.each([{ description: ' ' }, { description: 'x', spec: 'y' }, {}])('refuses %j', async (body) => {
  expect((await post('/v1/drafts', body)).status).toBe(400);
});

test('a rule that is nested without an end is refused, not a crash', async () => {
  const saved = await post('/v1/agents', { spec: plainSpec('deep') });
  const { id } = agentSavedSchema.parse(await saved.json());
  const trying = async (check: string) => {
    const body = `{"invariant":{"id":"r","says":"R.","check":${check}}}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await api.fetch(`/v1/agents/${id}/invariants/try`, {
      token,
      method: 'POST',
      body,
      headers,
    });
    return [answer.status, problemSchema.parse(await answer.json()).code];
  };
  expect(await trying(`{"noPii":${'['.repeat(40)}${']'.repeat(40)}}`)).toEqual([400, 'invalid_spec']);
  expect(await trying(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toEqual([400, 'invalid_input']);
});
