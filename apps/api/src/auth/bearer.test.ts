import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
import type { SignInSessions } from '@agent-factory/contracts';
import { createTestDatabase, type TestDatabase } from '@agent-factory/db/testing';
import {
  createAuthContext,
  createOutboxMailPort,
  createSessionStates,
  generateAuthSecrets,
  localAccessTokenKeys,
  openServices,
} from '@agent-factory/services';
import { createClient } from '@supabase/supabase-js';
import { base64url, generateKeyPair, type JWK, SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningApi, startApi } from '../start-api.ts';

// The whole API with local auth in it: what a token opens, and for how long.
let database: TestDatabase;
let services: ReturnType<typeof openServices>;
let api: RunningApi;
let anonKey: string;
let publicKey: JWK;
let signingKey: JWK;
let offset = 0;
const issuer = 'agent-factory/auth/v1';

beforeAll(async () => {
  database = await createTestDatabase();
  services = openServices({
    databaseUrl: database.appUrl,
    maxConnections: 5,
    redisUrl: null,
    workerInProcess: true,
    env: { DEFAULT_PLAN: 'enterprise' },
    onError: () => {},
  });
  const clock = { now: () => Date.now() + offset };
  const secrets = await generateAuthSecrets();
  const context = await createAuthContext({
    db: services.db,
    clock,
    secrets,
    settings: { issuer, externalUrl: 'http://api.test/auth/v1', siteUrl: 'http://web.test' },
    mail: createOutboxMailPort(services.db, clock),
  });
  signingKey = secrets.signingKey;
  publicKey = context.signer.jwks.keys[0] ?? {};
  anonKey = secrets.anonKey;
  api = await startApi({
    mode: 'local',
    version: '0.0.0-test',
    services,
    accessTokens: { keys: localAccessTokenKeys(context.signer.jwks), issuer, now: clock.now },
    sessionStates: createSessionStates({ db: services.db, clock }),
    localAuth: { context, anonKey },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    webOrigins: ['http://web.test'],
    trustProxy: false,
  });
});
afterAll(async () => {
  await api.close();
  await services.close();
  await database.drop();
});

async function signUp(email: string) {
  const client = createClient(api.url, anonKey, { auth: { autoRefreshToken: false, persistSession: true } });
  const { data, error } = await client.auth.signUp({ email, password: 'correct horse battery' });
  expect(error).toBeNull();
  return { client, token: data.session?.access_token ?? '', userId: data.user?.id ?? '' };
}

/** How all three doors answer a token. */
async function answers(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const rest = await fetch(`${api.url}/v1/agents`, { headers });
  const trpc = await fetch(`${api.url}/trpc/me.get`, { headers });
  const gateway = await fetch(`${api.url}/v1/models`, { headers });
  const { code } = (await rest.json()) as { code?: string };
  return { rest: rest.status, trpc: trpc.status, gateway: gateway.status, ...(code ? { code } : {}) };
}

const accepted = { rest: 200, trpc: 200, gateway: 200 };
const refused = { rest: 401, trpc: 401, gateway: 401, code: 'unauthenticated' };

describe('Q13: a bearer token at the API', () => {
  test('opens the account of who signed up', async () => {
    const { token, userId } = await signUp('ada@example.test');
    expect(await answers(token)).toEqual(accepted);
    const me = await fetch(`${api.url}/trpc/me.get`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({
      result: { data: { user: { id: userId, email: 'ada@example.test' } } },
    });
  });

  test('is refused within 2 s of the sign-out, and at once when it was not in use', async () => {
    const busy = await signUp('busy@example.test');
    const idle = await signUp('idle@example.test');
    expect(await answers(busy.token)).toEqual(accepted);
    await busy.client.auth.signOut();
    await idle.client.auth.signOut();
    expect(await answers(idle.token)).toEqual(refused);
    offset += 1_501;
    expect(await answers(busy.token)).toEqual(refused);
  });

  test('is refused when it expires', async () => {
    const { token } = await signUp('late@example.test');
    offset += 3_600_000;
    expect(await answers(token)).toEqual(refused);
  });

  test('is refused when it was signed by nobody, by HMAC with the public key, or by a stranger', async () => {
    const { token } = await signUp('victim@example.test');
    const [, payload = ''] = token.split('.');
    const claims = JSON.parse(new TextDecoder().decode(base64url.decode(payload)));
    const kid = publicKey.kid ?? '';
    const { privateKey } = await generateKeyPair('ES256');
    const unsigned = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT', kid }));
    const sign = (header: { alg: string }, key: CryptoKeyLike) =>
      new SignJWT(claims).setProtectedHeader({ ...header, typ: 'JWT', kid }).sign(key);
    for (const forged of [
      `${unsigned}.${payload}.`,
      await sign({ alg: 'HS256' }, new TextEncoder().encode(JSON.stringify(publicKey))),
      await sign({ alg: 'ES256' }, privateKey),
      anonKey,
    ]) {
      expect(await answers(forged)).toEqual(refused);
    }
  });
});

describe('Q13: a token that the service itself could have signed', () => {
  /** Signed with the real key, so that only what is changed can be what it is refused for. */
  async function signed(change: { header?: object; claims?: object; drop?: string[] }) {
    const { token } = await signUp(`forged-${crypto.randomUUID()}@example.test`);
    const [, payload = ''] = token.split('.');
    const claims = { ...JSON.parse(new TextDecoder().decode(base64url.decode(payload))), ...change.claims };
    for (const name of change.drop ?? []) delete claims[name];
    const header = { alg: 'ES256', typ: 'JWT', kid: publicKey.kid ?? '', ...change.header };
    const input = [header, claims].map((part) => base64url.encode(JSON.stringify(part))).join('.');
    const { x, y, d } = signingKey;
    const key = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d } as JsonWebKey, format: 'jwk' });
    const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
  const seconds = () => Math.floor((Date.now() + offset) / 1000);
  const forgeries: [string, () => Parameters<typeof signed>[0]][] = [
    ['names no algorithm', () => ({ header: { alg: undefined } })],
    ['says none', () => ({ header: { alg: 'none' } })],
    ['says NoNe', () => ({ header: { alg: 'NoNe' } })],
    ['says another algorithm', () => ({ header: { alg: 'HS256' } })],
    ['carries its own key', () => ({ header: { jwk: publicKey } })],
    ['says where its key is', () => ({ header: { jku: 'https://evil.example/jwks.json' } })],
    ['names a certificate', () => ({ header: { x5u: 'https://evil.example/cert.pem' } })],
    ['carries a certificate', () => ({ header: { x5c: ['MIIB'] } })],
    ['asks for an extension', () => ({ header: { crit: ['b64'], b64: false } })],
    ['names no key', () => ({ header: { kid: undefined } })],
    ['names a file as key', () => ({ header: { kid: '../../../../dev/null' } })],
    ['names a query as key', () => ({ header: { kid: "' union select 'a" } })],
    ['names a list as key', () => ({ header: { kid: [publicKey.kid] } })],
    ['is of another type', () => ({ header: { typ: 'at+jwt' } })],
    ['has no type', () => ({ header: { typ: undefined } })],
    ['has expired', () => ({ claims: { exp: seconds() - 1 } })],
    ['never expires', () => ({ drop: ['exp'] })],
    ['is not valid yet', () => ({ claims: { nbf: seconds() + 600 } })],
    ['is of another issuer', () => ({ claims: { iss: 'https://evil.example/auth/v1' } })],
    ['has no issuer', () => ({ drop: ['iss'] })],
    ['is for another audience', () => ({ claims: { aud: 'other' } })],
    ['is for nobody', () => ({ drop: ['aud'] })],
    ['is of another role', () => ({ claims: { role: 'service_role' } })],
    ['names no user', () => ({ drop: ['sub'] })],
    ['names no session', () => ({ drop: ['session_id'] })],
    ["names another's session", () => ({ claims: { session_id: crypto.randomUUID() } })],
    ['names another user', () => ({ claims: { sub: crypto.randomUUID() } })],
  ];

  test('is accepted when nothing is changed', async () => {
    expect(await answers(await signed({}))).toEqual(accepted);
  });
  test.each(forgeries)('is refused when it %s', async (_title, change) => {
    expect(await answers(await signed(change()))).toEqual(refused);
  });
});

describe('the second factor at the API', () => {
  const needed = { rest: 403, trpc: 403, gateway: 403, code: 'second_factor_required' };

  async function enrolled(email: string) {
    const person = await signUp(email);
    const { data } = await person.client.auth.mfa.enroll({ factorType: 'totp' });
    const totp = new TOTP({ secret: Secret.fromBase32(data?.totp.secret ?? '') });
    const code = () => totp.generate({ timestamp: Date.now() + offset });
    const factorId = data?.id ?? '';
    const { error } = await person.client.auth.mfa.challengeAndVerify({ factorId, code: code() });
    expect(error).toBeNull();
    const session = (await person.client.auth.getSession()).data.session;
    return { ...person, factorId, code, raised: session?.access_token ?? '' };
  }

  test('an account with one is closed to a password alone, at every door, and to a token of before', async () => {
    const { token, raised, factorId, code } = await enrolled('two@example.test');
    expect(await answers(raised)).toEqual(accepted);
    expect(await answers(token)).toEqual(needed);
    offset += 30_000;
    const client = createClient(api.url, anonKey, {
      auth: { autoRefreshToken: false, persistSession: true },
    });
    const { data } = await client.auth.signInWithPassword({
      email: 'two@example.test',
      password: 'correct horse battery',
    });
    expect(await answers(data.session?.access_token ?? '')).toEqual(needed);
    await client.auth.mfa.challengeAndVerify({ factorId, code: code() });
    const lifted = (await client.auth.getSession()).data.session?.access_token ?? '';
    expect(await answers(lifted)).toEqual(accepted);
  });

  test('once it is removed, a password is enough again', async () => {
    const { client, factorId } = await enrolled('one-again@example.test');
    expect((await client.auth.mfa.unenroll({ factorId })).error).toBeNull();
    offset += 1_501;
    await client.auth.refreshSession();
    const { data } = await client.auth.getSession();
    expect(await answers(data.session?.access_token ?? '')).toEqual(accepted);
  });

  test('a team may ask for one: members are told, turned away after the grace, and let in with one', async () => {
    const owner = await signUp('asks@example.test');
    const put = (body: object, token: string) =>
      fetch(`${api.url}/v1/team/security`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const asked = await put({ second_factor: 'required', grace_days: 1 }, owner.token);
    expect(asked.status).toBe(200);
    expect(await answers(owner.token)).toEqual(accepted);
    const again = await put({ second_factor: 'required', grace_days: 0 }, owner.token);
    expect(again.status).toBe(200);
    await vi.waitFor(async () => expect(await answers(owner.token)).toEqual(needed), 5_000);
    const { data } = await owner.client.auth.mfa.enroll({ factorType: 'totp' });
    const totp = new TOTP({ secret: Secret.fromBase32(data?.totp.secret ?? '') });
    await owner.client.auth.mfa.challengeAndVerify({
      factorId: data?.id ?? '',
      code: totp.generate({ timestamp: Date.now() + offset }),
    });
    const raised = (await owner.client.auth.getSession()).data.session?.access_token ?? '';
    expect(await answers(raised)).toEqual(accepted);
    expect(await (await put({ second_factor: 'optional' }, raised)).json()).toEqual({
      second_factor_from: null,
    });
  });
});

describe('sessions', () => {
  async function call<T>(path: string, token: string, body?: object): Promise<{ status: number; data: T }> {
    const response = await fetch(`${api.url}/trpc/sessions.${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { result } = (await response.json()) as { result?: { data: T } };
    return { status: response.status, data: result?.data as T };
  }

  /** One person, signed in at three places that name themselves. */
  async function threePlaces(email: string) {
    const { token } = await signUp(email);
    const others: string[] = [];
    for (const agent of ['Phone', 'Tablet']) {
      const answer = await fetch(`${api.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: anonKey, 'user-agent': agent },
        body: JSON.stringify({ email, password: 'correct horse battery' }),
      });
      others.push(((await answer.json()) as { access_token: string }).access_token);
    }
    return [token, ...others] as [string, string, string];
  }

  test('are listed with what they are; one is ended, then all the others, within 2 s', async () => {
    const [here, phone, tablet] = await threePlaces('places@example.test');
    const { data } = await call<SignInSessions>('list', here);
    expect(data.complete).toBe(true);
    expect(data.items.map(({ user_agent, current }) => [user_agent, current])).toEqual(
      expect.arrayContaining([
        ['Phone', false],
        ['Tablet', false],
        [expect.any(String), true],
      ]),
    );
    expect(data.items.every(({ address }) => address === '127.0.0.1')).toBe(true);
    expect(await answers(phone)).toEqual(accepted);
    const id = data.items.find(({ user_agent }) => user_agent === 'Phone')?.id ?? '';
    expect((await call('revoke', here, { id })).status).toBe(200);
    offset += 1_501;
    expect(await answers(phone)).toEqual(refused);
    expect(await answers(tablet)).toEqual(accepted);
    expect((await call('revokeOthers', here, {})).status).toBe(200);
    offset += 1_501;
    expect(await answers(tablet)).toEqual(refused);
    expect(await answers(here)).toEqual(accepted);
    expect((await call<SignInSessions>('list', here)).data.items).toHaveLength(1);
  });

  test("Q2: another person's is not found and stays", async () => {
    const [victim] = await threePlaces('victim-of@example.test');
    const { token } = await signUp('meddler@example.test');
    const { data } = await call<SignInSessions>('list', victim);
    for (const { id } of data.items) expect((await call('revoke', token, { id })).status).toBe(404);
    expect((await call<SignInSessions>('list', victim)).data.items).toHaveLength(3);
  });
});

type CryptoKeyLike = Parameters<SignJWT['sign']>[0];
