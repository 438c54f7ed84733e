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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../start-api.ts';

// The whole API with local auth in it: what a token opens, and for how long.
let database: TestDatabase;
let services: ReturnType<typeof openServices>;
let api: RunningApi;
let anonKey: string;
let publicKey: JWK;
let offset = 0;
const issuer = 'agent-factory/auth/v1';

beforeAll(async () => {
  database = await createTestDatabase();
  services = openServices({
    databaseUrl: database.appUrl,
    maxConnections: 5,
    redisUrl: null,
    workerInProcess: true,
    env: {},
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

/** How both transports answer a token. */
async function answers(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const rest = await fetch(`${api.url}/v1/agents`, { headers });
  const trpc = await fetch(`${api.url}/trpc/me.get`, { headers });
  const { code } = (await rest.json()) as { code?: string };
  return { rest: rest.status, trpc: trpc.status, ...(code ? { code } : {}) };
}

const accepted = { rest: 200, trpc: 200 };
const refused = { rest: 401, trpc: 401, code: 'unauthenticated' };

describe('Q13: a bearer token at the API', () => {
  test('opens the account of who signed up', async () => {
    const { token, userId } = await signUp('ada@example.test');
    expect(await answers(token)).toEqual(accepted);
    const me = await fetch(`${api.url}/trpc/me.get`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({
      result: { data: { user: { id: userId, email: 'ada@example.test' } } },
    });
  });

  test('is refused within 3 s of the sign-out, and at once when it was not in use', async () => {
    const busy = await signUp('busy@example.test');
    const idle = await signUp('idle@example.test');
    expect(await answers(busy.token)).toEqual(accepted);
    await busy.client.auth.signOut();
    await idle.client.auth.signOut();
    expect(await answers(idle.token)).toEqual(refused);
    offset += 3_001;
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

type CryptoKeyLike = Parameters<SignJWT['sign']>[0];
