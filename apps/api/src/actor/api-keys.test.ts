import { apiKeyCreatedSchema, newId, type Scope } from '@agent-factory/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import type { Tenant } from '../testing/tenant.ts';
import { makeTenant } from '../testing/valid-calls.ts';

let api: TestApi;
let own: Tenant;
beforeAll(async () => {
  api = await startTestApi({ worker: false });
  own = await makeTenant(api);
});
afterAll(() => api.close());

async function makeKey(scopes: readonly Scope[] = ['agents:read'], tenant = own) {
  const body = { name: 'ci', scopes };
  const answer = await api.fetch('/v1/api-keys', { token: tenant.token, method: 'POST', body });
  expect(answer.status).toBe(201);
  return apiKeyCreatedSchema.parse(await answer.json());
}

async function list(headers: Record<string, string>) {
  const answer = await api.fetch('/v1/agents', { token: null, headers });
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

test('a key is taken as bearer and in x-api-key, over REST and tRPC', async () => {
  const { secret } = await makeKey();
  for (const headers of [{ authorization: `Bearer ${secret}` }, { 'x-api-key': secret }]) {
    const { status, body } = await list(headers);
    expect(status).toBe(200);
    expect(body.items).toContainEqual(expect.objectContaining({ id: own.agt }));
    expect((await api.fetch('/trpc/agents.list', { token: null, headers })).status).toBe(200);
  }
});

test('it acts in its own team alone, whatever x-team-id asks for', async () => {
  const { secret } = await makeKey();
  const other = await makeTenant(api);
  const asked = (team: string) => list({ 'x-api-key': secret, 'x-team-id': team });
  expect((await asked(own.team)).status).toBe(200);
  const foreign = await asked(other.team);
  const { body: unknown } = await asked(newId('team'));
  expect(foreign.status).toBe(404);
  expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown, request_id: '' });
});

test.each([
  ['one that was never given out', `agf_${'A'.repeat(36)}`],
  ['one with a typing error', 'agf_x'],
  ['nothing', ''],
  ['what is no key of ours', 'sk-123'],
])('%s is refused', async (_, secret) => {
  for (const headers of [{ 'x-api-key': secret }, { authorization: `Bearer ${secret}` }]) {
    expect(await list(headers)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  }
});

test('a key has no profile', async () => {
  const { secret } = await makeKey();
  expect((await api.fetch('/trpc/me.get', { token: secret })).status).toBe(403);
});
