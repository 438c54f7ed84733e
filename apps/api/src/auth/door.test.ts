import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());

describe('the door', () => {
  test('needs the project key', async () => {
    const ask = async (apikey?: string) => {
      const answer = await fetch(`${auth.url}/auth/v1/settings`, { headers: apikey ? { apikey } : {} });
      return [answer.status, ((await answer.json()) as { message?: string }).message];
    };
    expect(await ask()).toEqual([401, 'No API key found in request']);
    expect(await ask(`${auth.anonKey}x`)).toEqual([401, 'Invalid API key']);
    expect((await ask(auth.anonKey))[0]).toBe(200);
  });

  test('says that accounts are confirmed at once and which providers are there', async () => {
    const answer = await fetch(`${auth.url}/auth/v1/settings`, { headers: { apikey: auth.anonKey } });
    expect(await answer.json()).toMatchObject({
      mailer_autoconfirm: true,
      disable_signup: false,
      external: { email: true, phone: false, google: false, github: false },
    });
  });

  test('answers in both shapes of error, by the version that the client names', async () => {
    const send = async (headers: Record<string, string>) => {
      const answer = await fetch(`${auth.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: auth.anonKey, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ email: 'nobody@example.test', password: 'whatever it is' }),
      });
      return { version: answer.headers.get('x-supabase-api-version'), body: await answer.json() };
    };
    expect(await send({})).toEqual({
      version: null,
      body: { code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' },
    });
    expect(await send({ 'x-supabase-api-version': '2024-01-01' })).toEqual({
      version: '2024-01-01',
      body: { code: 'invalid_credentials', message: 'Invalid login credentials' },
    });
  });

  test.each([
    ['not JSON', 'application/json', '{', 'bad_json'],
    ['a prototype', 'application/json', '{"__proto__":{"a":1}}', 'bad_json'],
    ['a list', 'application/json', '[]', 'validation_failed'],
    ['a form', 'application/x-www-form-urlencoded', 'email=a&password=b', 'bad_json'],
    ['too much', 'application/json', JSON.stringify({ email: 'x'.repeat(70_000) }), 'validation_failed'],
    ['nothing', 'application/json', '', 'validation_failed'],
  ])('refuses %s as a body', async (_name, contentType, body, code) => {
    const answer = await fetch(`${auth.url}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: auth.anonKey, 'content-type': contentType },
      body,
    });
    expect([answer.status, ((await answer.json()) as { error_code: string }).error_code]).toEqual([
      400,
      code,
    ]);
  });

  test('answers an unknown address in its own shape', async () => {
    const answer = await fetch(`${auth.url}/auth/v1/nowhere`, { headers: { apikey: auth.anonKey } });
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { code: 404, error_code: 'not_found', msg: 'There is nothing at this address' },
    ]);
  });

  test('says that a provider without a client id is not enabled', async () => {
    const { data } = await auth.client().auth.signInWithOAuth({ provider: 'google' });
    const answer = await fetch(data.url ?? '', { redirect: 'manual' });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { code: 400, error_code: 'validation_failed', msg: 'Unsupported provider: provider is not enabled' },
    ]);
    const { error } = await auth.client().auth.signInWithIdToken({ provider: 'google', token: 'x' });
    expect(refusal(error)).toEqual({ code: 'provider_disabled', status: 400 });
  });
});

test('there is no company sign-in here, and the client is told so', async () => {
  const { data, error } = await auth.client().auth.signInWithSSO({ domain: 'example.test' });
  expect(data).toBeNull();
  expect(refusal(error)).toEqual({ code: 'saml_provider_disabled', status: 404 });
});

test("Q2: what takes an id refuses another person's, and changes nothing", async () => {
  const withIds = auth.routes.filter((route) => /[:*]/.test(route) && !route.startsWith('HEAD '));
  // A new route with an id belongs in this list, and then has to pass below.
  expect(new Set(withIds.map((route) => route.split(' ')[1]))).toEqual(
    new Set(
      ['/factors/:factorId', '/factors/:factorId/challenge', '/factors/:factorId/verify']
        .concat(['/user/identities/:identityId', '/oauth/*', '/admin/*'])
        .map((path) => `/auth/v1${path}`),
    ),
  );
  const victim = await signedUp(auth);
  const { session } = await signedUp(auth);
  const { id, identities } = victim.session.user;
  const before = await rowsOf(id);
  for (const route of withIds) {
    const [method = '', path = ''] = route.split(' ');
    for (const foreign of [id, identities?.[0]?.identity_id ?? '']) {
      const url = auth.url + path.replace(/:\w+/, foreign).replace('*', `users/${foreign}`);
      const answer = await fetch(url, {
        method,
        headers: { apikey: auth.anonKey, authorization: `Bearer ${session.access_token}` },
        ...(method === 'GET' ? {} : { body: JSON.stringify({ email: 'taken@example.test', id: foreign }) }),
      });
      expect(answer.status, route).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain(victim.email);
    }
  }
  expect(await rowsOf(id)).toEqual(before);
});

async function rowsOf(userId: string) {
  return queryAsAdmin(
    auth.adminUrl,
    `select u::text as row from auth.users u where id = $1
     union all select i::text from auth.identities i where user_id = $1
     union all select s::text from auth.sessions s where user_id = $1`,
    [userId],
  );
}
