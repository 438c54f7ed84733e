import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningLocalAuth, readMail, startLocalAuth } from '../testing/start-local-auth.ts';

// Sign-up as it is where accounts are confirmed by mail first.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth({ autoconfirm: false });
});
afterAll(() => auth.close());

const password = 'correct horse battery';

test('a new account waits for its mail, and signs in with it', async () => {
  const email = 'new@example.test';
  const { data, error } = await auth.client().auth.signUp({ email, password });
  expect(error).toBeNull();
  expect(data.session).toBeNull();
  const early = await auth.client().auth.signInWithPassword({ email, password });
  expect(early.error?.code).toBe('email_not_confirmed');

  const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
  const verified = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'signup' });
  expect(verified.error).toBeNull();
  expect(verified.data.user?.email).toBe(email);
  expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
});

test('a taken address is answered like a new one, and its owner gets no mail', async () => {
  const email = 'taken@example.test';
  await auth.client().auth.signUp({ email, password });
  const { code } = readMail((await auth.mailsTo(email))[0]);
  await auth.client().auth.verifyOtp({ email, token: code, type: 'signup' });
  auth.advance(60_000);

  const before = auth.argon2Calls();
  const taken = await auth.client().auth.signUp({ email, password: 'another password' });
  const hashesForTaken = auth.argon2Calls() - before;
  const fresh = await auth.client().auth.signUp({ email: 'fresh@example.test', password });
  expect(taken.error).toBeNull();
  expect(Object.keys(taken.data.user ?? {})).toEqual(Object.keys(fresh.data.user ?? {}));
  expect(taken.data.user?.identities).toEqual(fresh.data.user?.identities);
  expect(auth.argon2Calls() - before).toBe(2 * hashesForTaken);
  expect(await auth.mailsTo(email)).toHaveLength(1);
  expect((await auth.client().auth.signInWithPassword({ email, password })).error).toBeNull();
});

test('the mail is sent again on request, and the older one is void', async () => {
  const email = 'again@example.test';
  await auth.client().auth.signUp({ email, password });
  const older = readMail((await auth.mailsTo(email))[0]);
  expect((await auth.client().auth.resend({ type: 'signup', email })).error?.code).toBe(
    'over_email_send_rate_limit',
  );
  auth.advance(60_000);
  expect((await auth.client().auth.resend({ type: 'signup', email })).error).toBeNull();
  const newer = readMail((await auth.mailsTo(email))[0]);
  const verify = (tokenHash: string) =>
    auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'email' });
  expect((await verify(older.tokenHash)).error?.code).toBe('otp_expired');
  expect((await verify(newer.tokenHash)).error).toBeNull();

  auth.advance(60_000);
  expect((await auth.client().auth.resend({ type: 'signup', email })).error).toBeNull();
  expect(await auth.mailsTo(email)).toHaveLength(2);
});

test('an account that a password made but no mail confirmed can be had by a magic link', async () => {
  const email = 'link@example.test';
  await auth.client().auth.signUp({ email, password });
  auth.advance(60_000);
  await auth.client().auth.signInWithOtp({ email });
  const { tokenHash } = readMail((await auth.mailsTo(email))[0]);
  const { data, error } = await auth.client().auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' });
  expect(error).toBeNull();
  expect(data.user?.email_confirmed_at).toBeTruthy();
});
