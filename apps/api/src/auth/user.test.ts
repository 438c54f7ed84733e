import { AuthWeakPasswordError, isAuthSessionMissingError } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAddress, password, refusal, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, readMail, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());

describe('the user', () => {
  test('updates metadata: merged, null removes', async () => {
    const { client } = await signedUp(auth);
    await client.auth.updateUser({ data: { name: 'Ada', theme: 'dark' } });
    const { data } = await client.auth.updateUser({ data: { theme: null, lang: 'en' } });
    expect(data.user?.user_metadata).toMatchObject({ name: 'Ada', lang: 'en' });
    expect(data.user?.user_metadata).not.toHaveProperty('theme');
    expect((await client.auth.getUser()).data.user?.user_metadata).toEqual(data.user?.user_metadata);
  });

  test('cannot make itself an administrator', async () => {
    const { client, session } = await signedUp(auth);
    const answer = await fetch(`${auth.url}/auth/v1/user`, {
      method: 'PUT',
      headers: {
        apikey: auth.anonKey,
        authorization: `Bearer ${session.access_token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ app_metadata: { role: 'admin' } }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { code: 403, error_code: 'not_admin', msg: 'Updating app_metadata requires admin privileges' },
    ]);
    expect((await client.auth.getUser()).data.user?.app_metadata).not.toHaveProperty('role');
  });

  test('changes the password: the old one and the other sessions are out', async () => {
    const { email, client } = await signedUp(auth);
    const other = auth.client();
    await other.auth.signInWithPassword({ email, password });
    expect((await client.auth.updateUser({ password: 'a wholly new one' })).error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    expect(isAuthSessionMissingError((await other.auth.getUser()).error)).toBe(true);
    expect((await auth.client().auth.signInWithPassword({ email, password })).error?.code).toBe(
      'invalid_credentials',
    );
    const again = await auth.client().auth.signInWithPassword({ email, password: 'a wholly new one' });
    expect(again.error).toBeNull();
  });

  test('refuses the same and a weak password', async () => {
    const { client } = await signedUp(auth);
    expect(refusal((await client.auth.updateUser({ password })).error)).toEqual({
      code: 'same_password',
      status: 422,
    });
    expect((await client.auth.updateUser({ password: 'short' })).error).toBeInstanceOf(AuthWeakPasswordError);
  });

  test('changes the address once the mail to the new one is confirmed; the old one is told', async () => {
    const { email, client } = await signedUp(auth);
    const newEmail = newAddress();
    const { data, error } = await client.auth.updateUser({ email: newEmail });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, new_email: newEmail });
    expect((await auth.mailsTo(email))[0]?.text).toContain(newEmail);

    const { tokenHash, link } = readMail((await auth.mailsTo(newEmail))[0]);
    expect(link.searchParams.get('type')).toBe('email_change');
    const verified = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'email_change' });
    expect(verified.error).toBeNull();
    expect(verified.data.user).toMatchObject({ id: data.user?.id, email: newEmail });
    expect(verified.data.user).not.toHaveProperty('new_email');
    expect(verified.data.user?.identities?.[0]?.identity_data?.email).toBe(newEmail);
    expect((await auth.client().auth.signInWithPassword({ email: newEmail, password })).error).toBeNull();
    expect((await auth.client().auth.signInWithPassword({ email, password })).error?.code).toBe(
      'invalid_credentials',
    );
  });

  test('cannot take an address that another has, or that another took meanwhile', async () => {
    const first = await signedUp(auth);
    const second = await signedUp(auth);
    expect(refusal((await first.client.auth.updateUser({ email: second.email })).error)).toEqual({
      code: 'email_exists',
      status: 422,
    });
    const wanted = newAddress();
    await first.client.auth.updateUser({ email: wanted });
    const { tokenHash } = readMail((await auth.mailsTo(wanted))[0]);
    await auth.client().auth.signUp({ email: wanted, password });
    const late = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'email_change' });
    expect(refusal(late.error).code).toBe('email_exists');
  });

  test('confirms a password change with a mailed nonce when it sends one', async () => {
    const { email, client } = await signedUp(auth);
    expect((await client.auth.reauthenticate()).error).toBeNull();
    const [, nonce = ''] = /code: (\d{6})/.exec((await auth.mailsTo(email))[0]?.text ?? '') ?? [];
    const wrong = nonce === '000000' ? '000001' : '000000';
    const refused = await client.auth.updateUser({ password: 'a wholly new one', nonce: wrong });
    expect(refusal(refused.error)).toEqual({ code: 'reauthentication_not_valid', status: 422 });
    const { error } = await client.auth.updateUser({ password: 'a wholly new one', nonce });
    expect(error).toBeNull();
  });
});
