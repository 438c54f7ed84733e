import { openServices } from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOptionsOf } from '../api-options.ts';
import { parseApiEnv } from '../env.ts';
import { type RunningApi, startApi } from '../start-api.ts';
import { newAddress, password, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

// Production: the auth service is another process at SUPABASE_URL. Here a local auth of its own plays it,
// which the API knows by that address and its published keys alone.
let service: RunningLocalAuth;
let services: ReturnType<typeof openServices>;
let api: RunningApi;

beforeAll(async () => {
  service = await startLocalAuth();
  services = openServices({
    databaseUrl: service.appUrl,
    maxConnections: 5,
    redisUrl: null,
    workerInProcess: false,
    env: {},
    onError: () => {},
  });
  const env = parseApiEnv({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: service.appUrl,
    WEB_URL: 'https://app.example.test',
    SUPABASE_URL: `${service.url}/`,
    SUPABASE_ANON_KEY: service.anonKey,
    ...testSecretsEnv(),
  });
  api = await startApi(await apiOptionsOf(env, services, {}));
});
afterAll(async () => {
  await api.close();
  await services.close();
  await service.close();
});

async function me(token: string) {
  const answer = await fetch(`${api.url}/trpc/me.get`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
}

test('who signed up there has an account here', async () => {
  const { session, email } = await signedUp(service);
  const { status, body } = await me(session.access_token);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    result: { data: { user: { id: session.user.id, email }, environment: 'production' } },
  });
});

test('Q13: a token of any other service is refused', async () => {
  const other = await startLocalAuth();
  try {
    const { session } = await signedUp(other);
    expect((await me(session.access_token)).status).toBe(401);
  } finally {
    await other.close();
  }
});

test('a session that was signed out there is refused here, and a second factor there is asked for here', async () => {
  const { session, email } = await signedUp(service);
  const idle = service.client();
  const { data } = await idle.auth.signInWithPassword({ email, password });
  await idle.auth.signOut({ scope: 'local' });
  expect((await me(data.session?.access_token ?? '')).status).toBe(401);

  const person = service.client();
  await person.auth.setSession(session);
  const { data: factor } = await person.auth.mfa.enroll({ factorType: 'totp' });
  const totp = new TOTP({ secret: Secret.fromBase32(factor?.totp.secret ?? '') });
  const { error } = await person.auth.mfa.challengeAndVerify({
    factorId: factor?.id ?? '',
    code: totp.generate(),
  });
  expect(error).toBeNull();
  const raised = (await person.auth.getSession()).data.session?.access_token ?? '';
  expect((await me(raised)).status).toBe(200);
  const again = service.client();
  const { data: half } = await again.auth.signInWithPassword({ email, password });
  const { status, body } = await me(half.session?.access_token ?? '');
  expect(status).toBe(403);
  expect(body).toMatchObject({ error: { data: { app_code: 'second_factor_required' } } });
  // Whose sessions are kept elsewhere is told so, rather than shown an empty list.
  const list = await fetch(`${api.url}/trpc/sessions.list`, {
    headers: { authorization: `Bearer ${raised}` },
  });
  expect(await list.json()).toMatchObject({ result: { data: { items: [], complete: false } } });
});

test('nothing of local mode is there', async () => {
  for (const [method, path] of [
    ['GET', '/auth/v1/settings'],
    ['POST', '/auth/v1/signup'],
    ['GET', '/.well-known/jwks.json'],
  ] as const) {
    const answer = await fetch(`${api.url}${path}`, { method, headers: { apikey: service.anonKey } });
    expect(answer.status, path).toBe(404);
  }
  const { client, session } = await signedUp(service);
  await client.auth.updateUser({ email: newAddress() });
  const outbox = await fetch(`${api.url}/trpc/outbox.list`, {
    headers: { authorization: `Bearer ${session.access_token}` },
  });
  expect(outbox.status).toBe(404);
});
