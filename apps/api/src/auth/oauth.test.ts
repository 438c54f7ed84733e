import { type OAuthProviders, oauthProvidersFromEnv } from '@agent-factory/services';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type OAuthProviderStandIn,
  type Person,
  standInClient,
  startOAuthProvider,
} from '../testing/oauth-provider-stand-in.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

let auth: RunningLocalAuth;
let provider: OAuthProviderStandIn;
let count = 0;

beforeAll(async () => {
  provider = await startOAuthProvider(newPerson());
  auth = await startLocalAuth({ providers: providersAt(provider.url) });
});
afterAll(async () => {
  await auth.close();
  provider.close();
});
beforeEach(() => {
  provider.person = newPerson();
  provider.refusal = null;
});

const password = 'correct horse battery';

function newPerson(): Person {
  count += 1;
  return {
    id: String(1000 + count),
    name: `Person ${count}`,
    email: `p${count}@example.test`,
    emailVerified: true,
  };
}

/** The very variables that an operator sets. */
function providersAt(url: string): OAuthProviders {
  return oauthProvidersFromEnv({
    GOOGLE_CLIENT_ID: standInClient.clientId,
    GOOGLE_CLIENT_SECRET: standInClient.clientSecret,
    GOOGLE_AUTHORIZE_URL: `${url}/authorize`,
    GOOGLE_TOKEN_URL: `${url}/token`,
    GOOGLE_USER_URL: `${url}/userinfo`,
    GITHUB_CLIENT_ID: standInClient.clientId,
    GITHUB_CLIENT_SECRET: standInClient.clientSecret,
    GITHUB_AUTHORIZE_URL: `${url}/authorize`,
    GITHUB_TOKEN_URL: `${url}/token`,
    GITHUB_USER_URL: `${url}/user`,
    GITHUB_EMAILS_URL: `${url}/user/emails`,
  });
}

type Client = ReturnType<RunningLocalAuth['client']>;

/** What a browser does: follows the redirects, keeps the cookies of the auth service. */
async function browse(start: string, cookies: 'kept' | 'lost' = 'kept') {
  let cookie = '';
  let callback = '';
  let url = new URL(start);
  for (let hop = 0; hop < 5 && url.hostname === '127.0.0.1'; hop++) {
    const own = url.origin === new URL(auth.url).origin;
    if (url.pathname.endsWith('/callback')) callback = url.href;
    const answer = await fetch(url, { redirect: 'manual', headers: own && cookie ? { cookie } : {} });
    if (own && cookies === 'kept') cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${url} answered ${answer.status} ${await answer.text()}`);
    url = new URL(location);
  }
  return { page: url, callback };
}

async function signIn(client: Client, name: 'google' | 'github') {
  const { data } = await client.auth.signInWithOAuth({
    provider: name,
    options: { redirectTo: 'http://app.test:3000/agents' },
  });
  return browse(data.url ?? '');
}

async function sessionFrom(page: URL) {
  const fragment = new URLSearchParams(page.hash.slice(1));
  const { data, error } = await auth.client().auth.setSession({
    access_token: fragment.get('access_token') ?? '',
    refresh_token: fragment.get('refresh_token') ?? '',
  });
  expect(error).toBeNull();
  if (!data.user) throw new Error('no user');
  return data.user;
}

function refusalAt(page: URL) {
  const { error, error_code } = Object.fromEntries(new URLSearchParams(page.hash.slice(1)));
  return { error, error_code };
}

describe.each(['google', 'github'] as const)('sign-in with %s', (name) => {
  test('makes an account with what the provider vouches for, and finds it again', async () => {
    const { page } = await signIn(auth.client(), name);
    expect(page.origin + page.pathname).toBe('http://app.test:3000/agents');
    const user = await sessionFrom(page);
    expect(user).toMatchObject({
      email: provider.person.email,
      app_metadata: { provider: name, providers: [name] },
      user_metadata: { name: provider.person.name, email_verified: true },
    });
    expect(user.identities).toMatchObject([{ provider: name, id: provider.person.id }]);

    // The address at the provider may change; the provider's id is who they are.
    provider.person = { ...provider.person, email: `new-${provider.person.email}` };
    const again = await sessionFrom((await signIn(auth.client(), name)).page);
    expect([again.id, again.email]).toEqual([user.id, user.email]);
  });

  test('ends in a code for a PKCE client', async () => {
    const client = auth.client('pkce');
    const { page } = await signIn(client, name);
    expect(page.hash).toBe('');
    const { data, error } = await client.auth.exchangeCodeForSession(page.searchParams.get('code') ?? '');
    expect(error).toBeNull();
    expect(data.user?.email).toBe(provider.person.email);
  });

  test('refuses an address that the provider has not verified', async () => {
    provider.person = { ...provider.person, emailVerified: false };
    if (name === 'github') return expectOtherVerified();
    const { page } = await signIn(auth.client(), name);
    expect(refusalAt(page)).toEqual({
      error: 'access_denied',
      error_code: 'provider_email_needs_verification',
    });
  });

  /** GitHub lists several addresses; a verified one counts where the primary does not. */
  async function expectOtherVerified() {
    const user = await sessionFrom((await signIn(auth.client(), 'github')).page);
    expect(user.email).toBe(`other-${provider.person.email}`);
  }
});

describe('an account that has the address already', () => {
  test('is linked when its address was proven; its password stays', async () => {
    const { email } = provider.person;
    await auth.client().auth.signInWithOtp({ email });
    const [mail] = await auth.mailsTo(email);
    const [, token = ''] = /code: (\d{6})/.exec(mail?.text ?? '') ?? [];
    const client = auth.client();
    const first = await client.auth.verifyOtp({ email, token, type: 'email' });
    await client.auth.updateUser({ password });

    const user = await sessionFrom((await signIn(auth.client(), 'google')).page);
    expect(user.id).toBe(first.data.user?.id);
    expect(user.app_metadata.providers).toEqual(['email', 'google']);
    expect(user.identities?.map((identity) => identity.provider)).toEqual(['email', 'google']);
    expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
  });

  test('loses the password and sessions of whoever made it without proving the address', async () => {
    const { email } = provider.person;
    const squatter = auth.client();
    expect((await squatter.auth.signUp({ email, password })).error).toBeNull();
    const user = await sessionFrom((await signIn(auth.client(), 'google')).page);
    expect(user.email).toBe(email);
    expect((await squatter.auth.getUser()).error?.name).toBe('AuthSessionMissingError');
    const { error } = await auth.client().auth.signInWithPassword({ email, password });
    expect(error?.code).toBe('invalid_credentials');
  });
});

describe('a sign-in that goes wrong', () => {
  test('is refused in a browser that did not begin it, and cannot be finished after', async () => {
    const { data } = await auth.client().auth.signInWithOAuth({ provider: 'google' });
    const { page } = await browse(data.url ?? '', 'lost');
    expect(page.origin + page.pathname).toBe('http://app.test:3000/');
    expect(refusalAt(page)).toEqual({ error: 'invalid_request', error_code: 'bad_oauth_state' });
  });

  test('cannot be replayed', async () => {
    const { callback } = await signIn(auth.client(), 'google');
    const state = new URL(callback).searchParams.get('state');
    const again = await fetch(callback, {
      redirect: 'manual',
      headers: { cookie: `agent_factory_oauth_state=${state}` },
    });
    expect(refusalAt(new URL(again.headers.get('location') ?? '')).error_code).toBe('bad_oauth_state');
  });

  test('expires after ten minutes', async () => {
    const { data } = await auth.client().auth.signInWithOAuth({ provider: 'google' });
    const begun = await fetch(data.url ?? '', { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const atProvider = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    auth.advance(600_001);
    const back = await fetch(atProvider.headers.get('location') ?? '', {
      redirect: 'manual',
      headers: { cookie },
    });
    expect(refusalAt(new URL(back.headers.get('location') ?? '')).error_code).toBe('bad_oauth_state');
  });

  test('tells the page that began it when the person or the provider says no', async () => {
    provider.refusal = 'access_denied';
    const { page } = await signIn(auth.client('pkce'), 'google');
    expect(page.pathname).toBe('/agents');
    expect(page.searchParams.get('error_code')).toBe('bad_oauth_callback');
    expect(refusalAt(page).error_code).toBe('bad_oauth_callback');
  });

  test('never lands on a page that is not allowed', async () => {
    const { data } = await auth
      .client()
      .auth.signInWithOAuth({ provider: 'google', options: { redirectTo: 'https://evil.example/' } });
    const { page } = await browse(data.url ?? '');
    expect(page.origin).toBe('http://app.test:3000');
  });

  test('says that the others are not enabled', async () => {
    const answer = await fetch(`${auth.url}/auth/v1/authorize?provider=facebook`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { code: 400, error_code: 'validation_failed', msg: 'Unsupported provider: provider is not enabled' },
    ]);
  });
});

test('the state waits in a cookie that no script and no other site can read', async () => {
  const answer = await fetch(`${auth.url}/auth/v1/authorize?provider=google`, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
  expect(cookie).toMatch(/; Path=\/auth\/v1\/callback;/);
});
