import { isAuthSessionMissingError } from '@supabase/supabase-js';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, refusal, sessionIn, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());

describe('the session', () => {
  test('verifies against the published key', async () => {
    const { client, session } = await signedUp(auth);
    const { data, error } = await client.auth.getClaims();
    expect(error).toBeNull();
    expect(data?.claims.sub).toBe(session.user.id);
    const header = decodeProtectedHeader(session.access_token);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'JWT' });
    for (const path of ['/.well-known/jwks.json', '/auth/v1/.well-known/jwks.json']) {
      const answer = await fetch(`${auth.url}${path}`);
      const { keys } = (await answer.json()) as { keys: Record<string, string>[] };
      expect(keys.map((key) => key.kid)).toEqual([header.kid]);
      expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
      expect(keys[0]).not.toHaveProperty('d');
    }
  });

  test('refreshes: the token rotates, the session stays', async () => {
    const { client, session } = await signedUp(auth);
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    const next = sessionIn(data);
    expect(next.refresh_token).not.toBe(session.refresh_token);
    expect(decodeJwt(next.access_token).session_id).toBe(decodeJwt(session.access_token).session_id);
    expect((await client.auth.getUser()).error).toBeNull();
  });

  test('gives ten refreshes at once with one token the same successor', async () => {
    const { session } = await signedUp(auth);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        auth.client().auth.refreshSession({ refresh_token: session.refresh_token }),
      ),
    );
    expect(answers.map(({ error }) => error)).toEqual(Array(10).fill(null));
    const successors = new Set(answers.map(({ data }) => data.session?.refresh_token));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(session.refresh_token);
  });

  test('gives a token reused within 10 s the current token, also over several steps', async () => {
    const { session } = await signedUp(auth);
    const first = await auth.client().auth.refreshSession({ refresh_token: session.refresh_token });
    const second = await auth
      .client()
      .auth.refreshSession({ refresh_token: sessionIn(first.data).refresh_token });
    auth.advance(9_000);
    const again = await auth.client().auth.refreshSession({ refresh_token: session.refresh_token });
    expect(again.error).toBeNull();
    expect(sessionIn(again.data).refresh_token).toBe(sessionIn(second.data).refresh_token);
  });

  test('ends when a token is reused after 10 s: the thief and the owner are both out', async () => {
    const { client, session } = await signedUp(auth);
    const other = await signedUp(auth);
    const { data } = await client.auth.refreshSession();
    auth.advance(10_001);
    const reuse = await auth.client().auth.refreshSession({ refresh_token: session.refresh_token });
    expect(refusal(reuse.error)).toEqual({ code: 'refresh_token_already_used', status: 400 });
    const owner = await auth.client().auth.refreshSession({ refresh_token: sessionIn(data).refresh_token });
    expect(refusal(owner.error)).toEqual({ code: 'refresh_token_not_found', status: 400 });
    const { error } = await auth.client().auth.getUser(sessionIn(data).access_token);
    expect(isAuthSessionMissingError(error)).toBe(true);
    expect((await other.client.auth.getUser()).error).toBeNull();
  });

  test('refuses a refresh token that never was', async () => {
    const { error } = await auth.client().auth.refreshSession({ refresh_token: 'v1.never-was' });
    expect(refusal(error)).toEqual({ code: 'refresh_token_not_found', status: 400 });
  });
});

describe('sign-out', () => {
  async function threeSessions() {
    const { email, client } = await signedUp(auth);
    const others = [auth.client(), auth.client()];
    for (const other of others)
      expect((await other.auth.signInWithPassword({ email, password })).error).toBeNull();
    const clients = [client, ...others];
    const tokens = await Promise.all(
      clients.map(async ({ auth: { getSession } }, i) => {
        const { data } = await (clients[i]?.auth.getSession() ?? getSession());
        return sessionIn(data).access_token;
      }),
    );
    const alive = () =>
      Promise.all(tokens.map(async (token) => (await auth.client().auth.getUser(token)).error === null));
    return { client, alive };
  }

  test.each([
    ['local', [false, true, true]],
    ['others', [true, false, false]],
    ['global', [false, false, false]],
  ] as const)('%s ends exactly its sessions', async (scope, expected) => {
    const { client, alive } = await threeSessions();
    expect(await alive()).toEqual([true, true, true]);
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    expect(await alive()).toEqual(expected);
  });

  test('ends the refresh tokens too', async () => {
    const { client, session } = await signedUp(auth);
    await client.auth.signOut({ scope: 'local' });
    const { error } = await auth.client().auth.refreshSession({ refresh_token: session.refresh_token });
    expect(refusal(error).code).toBe('refresh_token_not_found');
  });
});
