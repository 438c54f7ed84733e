import { createHmac } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { auditEntryViewSchema, pageOf } from '@agent-factory/contracts';
import { createApiKey } from '@agent-factory/services';
import { openStand, type Stand } from '@agent-factory/services/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../start-api.ts';
import { createTestTokens } from '../testing/test-tokens.ts';
import { createReadWebHop } from './web-hop.ts';

// What the web server says of its visitors is believed by the secret that the two share, and nobody else is.
const webHopHeader = 'x-web-client';
const secret = 'a secret that two servers share, 32+';

/** As the web server writes it; the example below stands in its own test too. */
function webHopHeaders(address: string, key: string, now = Date.now()): Record<string, string> {
  const signature = createHmac('sha256', key)
    .update(`${webHopHeader}\0${address}\0${now}`)
    .digest('base64url');
  return { [webHopHeader]: `${address} ${now} ${signature}` };
}

let stand: Stand;
let api: RunningApi;
let closed: RunningApi;
beforeAll(async () => {
  stand = await openStand();
  const tokens = await createTestTokens();
  const start = (parts: { webHopSecret?: string }) =>
    startApi({
      mode: 'production',
      version: '0.0.0-test',
      services: stand.services,
      accessTokens: tokens.rules,
      sessionStates: null,
      localAuth: null,
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      webOrigins: [],
      trustProxy: false,
      ...parts,
    });
  api = await start({ webHopSecret: secret });
  closed = await start({});
});
afterAll(async () => {
  await Promise.all([api.close(), closed.close()]);
  await stand.drop();
});

const visitor = '203.0.113.7';
const header = 'x-web-client';

/** A key for one address alone, which is not the web server's. */
async function keyForVisitor() {
  const ctx = await stand.tenant();
  const input = {
    name: 'ci',
    scopes: ['agents:read', 'keys:write', 'audit:read'] as const,
    ip_allow: [visitor],
  };
  return createApiKey({ ctx, input: { ...input, scopes: [...input.scopes] } });
}

async function ask(url: string, key: string, headers: Record<string, string>, path = '/v1/agents') {
  return fetch(url + path, { headers: { authorization: `Bearer ${key}`, ...headers } });
}

const doors = ['/v1/agents', '/trpc/agents.list'];

describe('the hop from the web server', () => {
  test('a visitor’s address counts for key lists, at every door', async () => {
    const key = await keyForVisitor();
    for (const path of doors) {
      expect((await ask(api.url, key.secret, webHopHeaders(visitor, secret), path)).status, path).toBe(200);
      expect((await ask(api.url, key.secret, webHopHeaders('198.51.100.1', secret), path)).status, path).toBe(
        403,
      );
      expect((await ask(api.url, key.secret, {}, path)).status, path).toBe(403);
    }
  });

  test('is written by the web server as it is read here: its own test has this example too', () => {
    const example = '203.0.113.7 1764547200000 _jJtvTW2PMcV-zZNAA91fq-wjoJdz3Tn_QMBkSfWId4';
    const written = { [webHopHeader]: example };
    expect(webHopHeaders('203.0.113.7', secret, 1_764_547_200_000)).toEqual(written);
    const read = createReadWebHop(secret, () => 1_764_547_200_000);
    expect(read(Object.assign(new IncomingMessage(new Socket()), { headers: written }))).toBe('203.0.113.7');
  });

  test('stands in the audit log', async () => {
    const key = await keyForVisitor();
    const made = await fetch(`${api.url}/v1/api-keys`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key.secret}`,
        'content-type': 'application/json',
        ...webHopHeaders(visitor, secret),
      },
      body: JSON.stringify({ name: 'narrow', scopes: ['agents:read'], ip_allow: [visitor] }),
    });
    expect(made.status).toBe(201);
    const log = await ask(api.url, key.secret, webHopHeaders(visitor, secret), '/v1/audit?limit=1');
    expect(pageOf(auditEntryViewSchema).parse(await log.json()).items[0]).toMatchObject({ address: visitor });
  });

  const sign = (by: string, text: string) => createHmac('sha256', by).update(text).digest('base64url');
  const spoofs = (): [string, Record<string, string>][] => {
    const now = Date.now();
    const signed = (address: string, time: number) =>
      `${address} ${time} ${sign(secret, `${header}\0${address}\0${time}`)}`;
    return [
      ['a bare x-forwarded-for', { 'x-forwarded-for': visitor }],
      [
        'other proxies’ headers',
        { 'x-real-ip': visitor, forwarded: `for=${visitor}`, 'x-client-ip': visitor },
      ],
      ['no signature', { [header]: `${visitor} ${now}` }],
      ['another’s signature', webHopHeaders(visitor, 'another secret of the same length, 32')],
      ['an empty signature', { [header]: `${visitor} ${now} ` }],
      [
        'a signature for another address',
        { [header]: signed('198.51.100.1', now).replace('198.51.100.1', visitor) },
      ],
      ['one from a minute ago', { [header]: signed(visitor, now - 61_000) }],
      ['one from tomorrow', { [header]: signed(visitor, now + 86_400_000) }],
      [
        'its time moved',
        { [header]: signed(visitor, now - 120_000).replace(String(now - 120_000), String(now)) },
      ],
      ['no address', { [header]: signed('localhost', now) }],
      ['more than one', { [header]: `${signed(visitor, now)} ${visitor}` }],
    ];
  };

  test.each(spoofs().map(([name]) => name))('%s is not believed', async (name) => {
    const key = await keyForVisitor();
    const headers = Object.fromEntries(spoofs())[name] ?? {};
    expect((await ask(api.url, key.secret, headers)).status).toBe(403);
  });

  test('nobody is believed where no secret is shared', async () => {
    const key = await keyForVisitor();
    expect((await ask(closed.url, key.secret, webHopHeaders(visitor, secret))).status).toBe(403);
  });
});
