import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAddress, password, refusal, sessionIn, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, readMail, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth({ redirectUrls: ['https://app.example.com/welcome'] });
});
afterAll(() => auth.close());

describe('a forgotten password', () => {
  test('is replaced through the mailed link, once', async () => {
    const { email } = await signedUp(auth);
    const client = auth.client();
    const { error } = await client.auth.resetPasswordForEmail(email, {
      redirectTo: 'http://app.test:3000/settings?tab=password',
    });
    expect(error).toBeNull();
    const { link, tokenHash } = readMail((await auth.mailsTo(email))[0]);
    expect(link.origin + link.pathname).toBe('http://app.test:3000/auth/confirm');
    expect(link.searchParams.get('type')).toBe('recovery');
    expect(link.searchParams.get('next')).toBe('/settings?tab=password');

    const verified = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' });
    expect(verified.error).toBeNull();
    expect(decodeJwt(sessionIn(verified.data).access_token).amr).toEqual([
      { method: 'recovery', timestamp: expect.any(Number) },
    ]);
    expect((await client.auth.updateUser({ password: 'a wholly new one' })).error).toBeNull();
    expect(
      (await auth.client().auth.signInWithPassword({ email, password: 'a wholly new one' })).error,
    ).toBeNull();

    const again = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' });
    expect(refusal(again.error)).toEqual({ code: 'otp_expired', status: 403 });
  });

  test('is answered the same for an unknown address, which gets no mail', async () => {
    const known = await signedUp(auth);
    const unknown = newAddress();
    const answers = await Promise.all(
      [known.email, unknown].map((email) => auth.client().auth.resetPasswordForEmail(email)),
    );
    expect(answers[0]).toEqual(answers[1]);
    const repeated = await Promise.all(
      [known.email, unknown].map((email) => auth.client().auth.resetPasswordForEmail(email)),
    );
    for (const { error } of repeated) {
      expect(refusal(error)).toEqual({ code: 'over_email_send_rate_limit', status: 429 });
      expect(error?.message).toMatch(
        /^For security purposes, you can only request this after \d+ seconds\.$/,
      );
    }
    expect(await auth.mailsTo(unknown)).toEqual([]);
    expect(await auth.mailsTo(known.email)).toHaveLength(1);
    auth.advance(60_000);
    expect((await auth.client().auth.resetPasswordForEmail(known.email)).error).toBeNull();
  });

  test('a link expires after an hour, and a newer one voids it', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.resetPasswordForEmail(email);
    const older = readMail((await auth.mailsTo(email))[0]);
    auth.advance(60_000);
    await auth.client().auth.resetPasswordForEmail(email);
    const newer = readMail((await auth.mailsTo(email))[0]);
    const verify = (tokenHash: string) =>
      auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' });
    expect(refusal((await verify(older.tokenHash)).error).code).toBe('otp_expired');
    auth.advance(3_600_000);
    expect(refusal((await verify(newer.tokenHash)).error).code).toBe('otp_expired');
  });

  test('a link of one kind does not serve as another', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.resetPasswordForEmail(email);
    const { tokenHash, code } = readMail((await auth.mailsTo(email))[0]);
    const asMagic = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' });
    expect(refusal(asMagic.error).code).toBe('otp_expired');
    const codeAsMagic = await auth.client().auth.verifyOtp({ email, token: code, type: 'email' });
    expect(refusal(codeAsMagic.error).code).toBe('otp_expired');
    const right = await auth.client().auth.verifyOtp({ email, token: code, type: 'recovery' });
    expect(right.error).toBeNull();
  });
});

describe('a magic link', () => {
  test('signs in who is known and who is new; a new account is made by the link, not by asking', async () => {
    const email = newAddress();
    const ask = await auth.client().auth.signInWithOtp({ email, options: { data: { name: 'Grace' } } });
    expect(ask.error).toBeNull();
    expect((await auth.client().auth.signUp({ email: newAddress(), password })).error).toBeNull();
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const first = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' });
    expect(first.error).toBeNull();
    expect(first.data.user).toMatchObject({ email, user_metadata: { name: 'Grace' } });

    auth.advance(60_000);
    await auth.client().auth.signInWithOtp({ email });
    const { code } = readMail((await auth.mailsTo(email))[0]);
    const second = await auth.client().auth.verifyOtp({ email, token: code, type: 'email' });
    expect(second.data.user?.id).toBe(first.data.user?.id);
  });

  test('is answered the same when no account may be made, and sends nothing', async () => {
    const email = newAddress();
    const { data, error } = await auth
      .client()
      .auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(error).toBeNull();
    expect(data).toMatchObject({ user: null, session: null });
    expect(await auth.mailsTo(email)).toEqual([]);
  });

  test('its code is void after five wrong guesses', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.signInWithOtp({ email });
    const { code, tokenHash } = readMail((await auth.mailsTo(email))[0]);
    for (let i = 0; i < 5; i++) {
      const wrong = String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0');
      const { error } = await auth.client().auth.verifyOtp({ email, token: wrong, type: 'email' });
      expect(refusal(error)).toEqual({ code: 'otp_expired', status: 403 });
    }
    const right = await auth.client().auth.verifyOtp({ email, token: code, type: 'email' });
    expect(refusal(right.error).code).toBe('otp_expired');
    const link = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' });
    expect(link.error).toBeNull();
  });

  test('of ten uses at once one succeeds', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.signInWithOtp({ email });
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' }),
      ),
    );
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
  });
});

describe('links that a browser opens', () => {
  async function openLink(tokenHash: string, type: string, redirectTo?: string): Promise<URL> {
    const url = new URL(`${auth.url}/auth/v1/verify`);
    url.searchParams.set('token', tokenHash);
    url.searchParams.set('type', type);
    if (redirectTo) url.searchParams.set('redirect_to', redirectTo);
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    return new URL(answer.headers.get('location') ?? '');
  }

  test('end with the session in the fragment', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.signInWithOtp({ email });
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const page = await openLink(tokenHash, 'magiclink', 'http://app.test:3000/agents');
    expect(page.origin + page.pathname + page.search).toBe('http://app.test:3000/agents');
    const fragment = new URLSearchParams(page.hash.slice(1));
    const { data, error } = await auth.client().auth.setSession({
      access_token: fragment.get('access_token') ?? '',
      refresh_token: fragment.get('refresh_token') ?? '',
    });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);

    const used = await openLink(tokenHash, 'magiclink');
    expect(Object.fromEntries(new URLSearchParams(used.hash.slice(1)))).toEqual({
      error: 'access_denied',
      error_code: 'otp_expired',
      error_description: 'Email link is invalid or has expired',
    });
  });

  test('are not spent by who only looks (HEAD)', async () => {
    const { email } = await signedUp(auth);
    await auth.client().auth.signInWithOtp({ email });
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const look = await fetch(`${auth.url}/auth/v1/verify?token=${tokenHash}&type=magiclink`, {
      method: 'HEAD',
      redirect: 'manual',
    });
    expect(look.status).toBe(404);
    const { error } = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' });
    expect(error).toBeNull();
  });

  test('end with a code in a PKCE flow, which the verifier alone exchanges, once', async () => {
    const { email } = await signedUp(auth);
    const client = auth.client('pkce');
    await client.auth.signInWithOtp({
      email,
      options: { emailRedirectTo: 'https://app.example.com/welcome' },
    });
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    expect(tokenHash).toMatch(/^pkce_/);
    const page = await openLink(tokenHash, 'magiclink', 'https://app.example.com/welcome');
    expect(page.hash).toBe('');
    const code = page.searchParams.get('code') ?? '';

    const { data, error } = await client.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    const thief = auth.client('pkce');
    await thief.auth.signInWithOtp({ email: newAddress() });
    const replay = await thief.auth.exchangeCodeForSession(code);
    expect(refusal(replay.error)).toEqual({ code: 'flow_state_not_found', status: 404 });
  });

  test('a code is spent by a wrong verifier, and expires', async () => {
    const codes: string[] = [];
    const clients = [];
    for (let i = 0; i < 2; i++) {
      const { email } = await signedUp(auth);
      const client = auth.client('pkce');
      await client.auth.resetPasswordForEmail(email);
      const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
      codes.push((await openLink(tokenHash, 'recovery')).searchParams.get('code') ?? '');
      clients.push(client);
    }
    const thief = await clients[1]?.auth.exchangeCodeForSession(codes[0] ?? '');
    expect(refusal(thief?.error)).toEqual({ code: 'bad_code_verifier', status: 400 });
    const owner = await clients[0]?.auth.exchangeCodeForSession(codes[0] ?? '');
    expect(refusal(owner?.error).code).toBe('flow_state_not_found');
    const { email } = await signedUp(auth);
    const late = auth.client('pkce');
    await late.auth.resetPasswordForEmail(email);
    const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
    const page = await openLink(tokenHash, 'recovery');
    auth.advance(300_001);
    const expired = await late.auth.exchangeCodeForSession(page.searchParams.get('code') ?? '');
    expect(refusal(expired.error)).toEqual({ code: 'flow_state_expired', status: 403 });
  });

  test.each([
    'https://evil.example/',
    'http://app.test:3000@evil.example/',
    'http://app.test:3000.evil.example/',
    'http://app.test:3001/',
    'https://app.test:3000/',
    '//evil.example/',
    'javascript:alert(1)',
    'data:text/html,hi',
    'http://evil.example\\@app.test:3000/',
    'http://app.test:3000\\@evil.example/',
    ' http://evil.example/',
    'https://app.example.com/welcome-not',
    'https://app.example.com/welcome/../admin',
    'http://user@app.test:3000/',
  ])('go to the site itself instead of %s', async (redirectTo) => {
    const page = await openLink('never-was', 'magiclink', redirectTo);
    expect(page.origin + page.pathname).toBe('http://app.test:3000/');
  });
});
