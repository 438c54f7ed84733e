import { AuthWeakPasswordError } from '@supabase/supabase-js';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAddress, password, refusal, sessionIn, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());

describe('sign-up', () => {
  test('gives a session at once, with the metadata', async () => {
    const email = newAddress().toUpperCase();
    const client = auth.client();
    const { data, error } = await client.auth.signUp({ email, password, options: { data: { name: 'Ada' } } });
    expect(error).toBeNull();
    const { user, expires_in, token_type } = sessionIn(data);
    expect(user.email).toBe(email.toLowerCase());
    expect(user.user_metadata).toMatchObject({ name: 'Ada', email: email.toLowerCase() });
    expect(user.app_metadata).toEqual({ provider: 'email', providers: ['email'] });
    expect(user.identities?.map((identity) => identity.provider)).toEqual(['email']);
    expect(user.email_confirmed_at).toBeTruthy();
    expect([expires_in, token_type]).toEqual([3600, 'bearer']);
  });

  test('refuses a taken address, in any case', async () => {
    const { email } = await signedUp(auth);
    const { error } = await auth.client().auth.signUp({ email: email.toUpperCase(), password });
    expect(refusal(error)).toEqual({ code: 'user_already_exists', status: 422 });
  });

  test('refuses the same new address to all but one of many at once', async () => {
    const email = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => auth.client().auth.signUp({ email, password })),
    );
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ error }) => (error ? [error.code] : [])))).toEqual(
      new Set(['user_already_exists']),
    );
  });

  test.each([
    ['short', 'seven 7'],
    ['endless', 'x'.repeat(129)],
  ])('refuses a %s password and says why', async (_name, weak) => {
    const { error } = await auth.client().auth.signUp({ email: newAddress(), password: weak });
    expect(error).toBeInstanceOf(AuthWeakPasswordError);
    expect((error as AuthWeakPasswordError).reasons).toEqual(['length']);
    expect(error?.status).toBe(422);
  });

  test('refuses what is no address, a phone and nobody at all', async () => {
    const { auth: client } = auth.client();
    expect(refusal((await client.signUp({ email: 'nobody', password })).error).code).toBe(
      'validation_failed',
    );
    expect(refusal((await client.signUp({ phone: '+4912345', password })).error).code).toBe(
      'phone_provider_disabled',
    );
    expect(refusal((await client.signInAnonymously()).error)).toEqual({
      code: 'anonymous_provider_disabled',
      status: 422,
    });
  });

  test('refuses metadata that would bloat every token', async () => {
    const data = { text: 'x'.repeat(5000) };
    const { error } = await auth.client().auth.signUp({ email: newAddress(), password, options: { data } });
    expect(refusal(error).code).toBe('validation_failed');
  });

  test('keeps text that Postgres cannot store from breaking anything', async () => {
    const { data, error } = await auth
      .client()
      .auth.signUp({ email: newAddress(), password, options: { data: { name: 'a\u0000b\ud800' } } });
    expect(error).toBeNull();
    expect(data.user?.user_metadata.name).toBe('a\uFFFDb\uFFFD');
  });
});

describe('sign-in with a password', () => {
  test('gives a session; the composed and decomposed form of a letter are one password', async () => {
    const email = newAddress();
    await auth.client().auth.signUp({ email, password: 'caf\u00e9 au lait' });
    const { data, error } = await auth
      .client()
      .auth.signInWithPassword({ email, password: 'cafe\u0301 au lait' });
    expect(error).toBeNull();
    expect(decodeJwt(sessionIn(data).access_token)).toMatchObject({
      iss: `${auth.url}/auth/v1`,
      aud: 'authenticated',
      role: 'authenticated',
      email,
      aal: 'aal1',
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
      is_anonymous: false,
      session_id: expect.any(String),
      sub: data.user?.id,
    });
  });

  test('answers an unknown address and a wrong password alike, after the same number of hashes', async () => {
    const { email } = await signedUp(auth);
    const tries = [];
    for (const address of [email, newAddress()]) {
      const before = auth.argon2Calls();
      const { error } = await auth
        .client()
        .auth.signInWithPassword({ email: address, password: 'not the password' });
      tries.push({ ...refusal(error), message: error?.message, hashes: auth.argon2Calls() - before });
    }
    expect(tries[0]).toEqual({
      code: 'invalid_credentials',
      status: 400,
      message: 'Invalid login credentials',
      hashes: 1,
    });
    expect(tries[1]).toEqual(tries[0]);
  });

  test('stops guesses at one address, known or not, even many at once; a success starts afresh', async () => {
    const { email } = await signedUp(auth);
    const guess = () => auth.client().auth.signInWithPassword({ email, password: 'not the password' });
    for (let i = 0; i < 3; i++) await guess();
    expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();

    for (const address of [email, newAddress()]) {
      const before = auth.argon2Calls();
      const answers = await Promise.all(
        Array.from({ length: 15 }, () =>
          auth.client().auth.signInWithPassword({ email: address, password: 'not the password' }),
        ),
      );
      const codes = answers.map(({ error }) => error?.code).sort();
      expect(codes).toEqual([
        ...Array(10).fill('invalid_credentials'),
        ...Array(5).fill('over_request_rate_limit'),
      ]);
      expect(auth.argon2Calls() - before).toBe(10);
    }
    const blocked = await auth.client().auth.signInWithPassword({ email, password });
    expect(refusal(blocked.error)).toEqual({ code: 'over_request_rate_limit', status: 429 });
    auth.advance(15 * 60_000);
    expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
  });
});
