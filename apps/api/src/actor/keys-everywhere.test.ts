import { type ApiKeyCreated, newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import {
  createApiKey,
  revokeApiKey,
  rotateApiKey,
  type Services,
  updateApiKey,
} from '@agent-factory/services';
import { openStand, type Stand } from '@agent-factory/services/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../start-api.ts';
import { createTestTokens } from '../testing/test-tokens.ts';

// Two processes of one deployment behind a proxy, which share the database alone.
let stand: Stand;
let now = Date.now();
const apis: RunningApi[] = [];
const logged: string[] = [];
beforeAll(async () => {
  stand = await openStand();
  const services: Services = { ...stand.services, clock: { now: () => now } };
  const tokens = await createTestTokens();
  for (let i = 0; i < 2; i++) {
    apis.push(
      await startApi({
        mode: 'production',
        version: '0.0.0-test',
        services,
        accessTokens: tokens.rules,
        sessionStates: null,
        localAuth: null,
        host: '127.0.0.1',
        port: 0,
        logLevel: 'trace',
        logStream: { write: (line) => void logged.push(line) },
        webOrigins: [],
        trustProxy: 'loopback',
      }),
    );
  }
});
afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await stand.drop();
});

/** What each process answers at each door to a key that comes from an address. */
async function statuses(secret: string, from = '203.0.113.7'): Promise<number[]> {
  const paths = ['/v1/agents', '/trpc/agents.list', '/v1/models'];
  const answers = await Promise.all(
    apis.flatMap(({ url }) =>
      paths.map((path) =>
        fetch(url + path, { headers: { authorization: `Bearer ${secret}`, 'x-forwarded-for': from } }),
      ),
    ),
  );
  return answers.map(({ status }) => status);
}
const all = (status: number) => Array(6).fill(status);

async function make(parts: Partial<Parameters<typeof createApiKey>[0]['input']> = {}) {
  const ctx = await stand.tenant();
  const key = await createApiKey({
    ctx,
    input: { name: 'ci', scopes: ['agents:read', 'models:read'], ...parts },
  });
  return { ctx, key };
}

describe('Q14: what is done to a key counts within 5 s in every process, at every door', () => {
  test('revoked', async () => {
    const { ctx, key } = await make();
    expect(await statuses(key.secret)).toEqual(all(200));
    await revokeApiKey({ ctx, input: { id: key.id } });
    now += 5_000;
    expect(await statuses(key.secret)).toEqual(all(401));
  });

  test('rotated: both secrets work for the overlap, then the new one alone', async () => {
    const { ctx, key } = await make();
    const next: ApiKeyCreated = await rotateApiKey({ ctx, input: { id: key.id, overlap_seconds: 60 } });
    expect(await statuses(key.secret)).toEqual(all(200));
    expect(await statuses(next.secret)).toEqual(all(200));
    // The overlap ends while the processes still remember the old secret.
    now = Date.parse(next.previous?.valid_until ?? '');
    expect(await statuses(key.secret)).toEqual(all(401));
    expect(await statuses(next.secret)).toEqual(all(200));
    now = Date.now();
  });

  test('bound to other addresses', async () => {
    const { ctx, key } = await make({ ip_allow: ['203.0.113.0/24'] });
    expect(await statuses(key.secret)).toEqual(all(200));
    // Remembered or not: the address is asked of each request.
    expect(await statuses(key.secret, '198.51.100.1')).toEqual(all(403));
    // A client cannot say where it is from: what the proxy saw comes last.
    expect(await statuses(key.secret, '203.0.113.7, 198.51.100.1')).toEqual(all(403));
    await updateApiKey({ ctx, input: { id: key.id, ip_allow: ['198.51.100.1'] } });
    now += 5_000;
    expect(await statuses(key.secret)).toEqual(all(403));
    expect(await statuses(key.secret, '198.51.100.1')).toEqual(all(200));
  });

  test('its maker has left the team: the key stays the team’s, and nothing of it is theirs', async () => {
    const owner = await stand.tenant();
    const admin = await stand.member(owner, 'admin');
    const key = await createApiKey({
      ctx: admin,
      input: { name: 'ci', scopes: ['agents:read', 'models:read'] },
    });
    await queryAsAdmin(stand.adminUrl, 'delete from auth.users where id = $1', [key.created_by]);
    now += 5_000;
    expect(await statuses(key.secret)).toEqual(all(200));
  });
});

test('the refusal names the address and what to do', async () => {
  const { key } = await make({ ip_allow: ['203.0.113.0/24'] });
  const answer = await fetch(`${apis[0]?.url}/v1/agents`, {
    headers: { 'x-api-key': key.secret, 'x-forwarded-for': '198.51.100.1' },
  });
  expect([answer.status, await answer.json()]).toEqual([
    403,
    expect.objectContaining({
      code: 'forbidden',
      detail: expect.stringMatching(/"ci" may not be used from 198\.51\.100\.1\. Add this address/),
    }),
  ]);
});

test('Q14: no key stands in the database or the log, however it was sent', async () => {
  const { ctx, key } = await make();
  const { secret } = await rotateApiKey({ ctx, input: { id: key.id } });
  await statuses(secret);
  const url = apis[0]?.url ?? '';
  const sent = [
    fetch(`${url}/v1/agents?api_key=${secret}`, { headers: { 'x-api-key': secret } }),
    fetch(`${url}/v1/agents`, { headers: { 'x-api-key': secret, 'x-request-id': newId('run') } }),
    fetch(`${url}/v1/agents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{',
    }),
    fetch(`${url}/trpc/agents.list?input=${secret}`, { headers: { 'x-api-key': secret } }),
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{"model":"auto"}',
    }),
  ];
  await Promise.all(sent);
  const parts = [key.secret, secret].map((one) => one.slice(4, -4));
  const tables = await queryAsAdmin<{ name: string }>(
    stand.adminUrl,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const rows = await queryAsAdmin(stand.adminUrl, `select from ${name} t where t::text like any ($1)`, [
      parts.map((part) => `%${part}%`),
    ]);
    expect(rows, name).toEqual([]);
  }
  expect(logged.length).toBeGreaterThan(10);
  for (const part of parts) expect(logged.join('')).not.toContain(part);
});
