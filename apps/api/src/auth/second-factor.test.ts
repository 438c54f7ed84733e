import { queryAsAdmin } from '@agent-factory/db/testing';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { decodeJwt } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { password, refusal, sessionIn, signedUp } from '../testing/auth-client.ts';
import { type RunningLocalAuth, startLocalAuth } from '../testing/start-local-auth.ts';

// The unmodified supabase-js over real HTTP and a real database.
let auth: RunningLocalAuth;
beforeAll(async () => {
  auth = await startLocalAuth();
});
afterAll(() => auth.close());
// The same address makes every guess here.
beforeEach(() =>
  queryAsAdmin(auth.adminUrl, "delete from auth.rate_limits where bucket = 'second_factor_ip'"),
);

/** An authenticator app on the service's clock. */
interface App {
  factorId: string;
  code(stepsAhead?: number): string;
}

async function enroll(client: SupabaseClient, friendlyName?: string): Promise<App> {
  const { data, error } = await client.auth.mfa.enroll({
    factorType: 'totp',
    ...(friendlyName ? { friendlyName } : {}),
  });
  if (error) throw error;
  const totp = new TOTP({ secret: Secret.fromBase32(data.totp.secret) });
  return {
    factorId: data.id,
    code: (stepsAhead = 0) => totp.generate({ timestamp: auth.context.clock.now() + stepsAhead * 30_000 }),
  };
}

/** An account whose app was confirmed in this session, and its next code. */
async function enrolled() {
  const person = await signedUp(auth);
  const app = await enroll(person.client);
  const { error } = await person.client.auth.mfa.challengeAndVerify({
    factorId: app.factorId,
    code: app.code(),
  });
  if (error) throw error;
  auth.advance(30_000);
  return { ...person, app };
}

async function claimsOf(client: SupabaseClient) {
  const { data } = await client.auth.getSession();
  return decodeJwt<{ aal: string; amr: { method: string }[] }>(sessionIn(data).access_token);
}

describe('an authenticator app', () => {
  test('is enrolled: secret, URI and QR code are shown once, and it counts after its first code', async () => {
    const { client, email } = await signedUp(auth);
    const { data, error } = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Phone' });
    expect(error).toBeNull();
    expect(data?.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg /);
    const uri = new URL(data?.totp.uri ?? '');
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(data?.totp.secret);
    expect(decodeURIComponent(uri.pathname)).toContain(email);
    const before = await client.auth.mfa.listFactors();
    expect(before.data?.totp).toEqual([]);
    expect(before.data?.all).toMatchObject([{ friendly_name: 'Phone', status: 'unverified' }]);
    expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: 'aal1',
      nextLevel: 'aal1',
    });
  });

  test('raises the session to aal2, and a refreshed one stays there', async () => {
    const { client, email } = await enrolled();
    expect(await claimsOf(client)).toMatchObject({
      aal: 'aal2',
      amr: [{ method: 'totp' }, { method: 'password' }],
    });
    await client.auth.refreshSession();
    expect((await claimsOf(client)).aal).toBe('aal2');

    const again = auth.client();
    await again.auth.signInWithPassword({ email, password });
    expect((await again.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
      currentLevel: 'aal1',
      nextLevel: 'aal2',
    });
  });

  test('takes the codes of one step before and after, and each of them once', async () => {
    const { client, app } = await enrolled();
    const verify = (code: string) => client.auth.mfa.challengeAndVerify({ factorId: app.factorId, code });
    auth.advance(90_000);
    for (const steps of [-2, 2]) {
      expect(refusal((await verify(app.code(steps))).error)).toEqual({
        code: 'mfa_verification_failed',
        status: 422,
      });
    }
    const late = app.code(-1);
    expect((await verify(late)).error).toBeNull();
    const early = app.code(1);
    expect((await verify(early)).error).toBeNull();
    for (const spent of [late, early, app.code()]) {
      expect(refusal((await verify(spent)).error).code).toBe('mfa_verification_failed');
    }
  });

  test('takes one code once, however many send it at the same moment', async () => {
    const { client, email, app } = await enrolled();
    const session = (await client.auth.getSession()).data.session;
    const clients = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = auth.client();
        await one.auth.signInWithPassword({ email, password });
        return one;
      }),
    );
    const code = app.code();
    const answers = await Promise.all(
      clients.map((one) => one.auth.mfa.challengeAndVerify({ factorId: app.factorId, code })),
    );
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
    expect(session).not.toBeNull();
  });

  test('a challenge ends after five minutes', async () => {
    const { client, app } = await enrolled();
    const { data } = await client.auth.mfa.challenge({ factorId: app.factorId });
    auth.advance(300_000);
    const late = await client.auth.mfa.verify({
      factorId: app.factorId,
      challengeId: data?.id ?? '',
      code: app.code(),
    });
    expect(refusal(late.error)).toEqual({ code: 'mfa_challenge_expired', status: 422 });
  });

  test("another person's is not found, nor is its challenge answered", async () => {
    const victim = await enrolled();
    const { client } = await enrolled();
    const { data } = await victim.client.auth.mfa.challenge({ factorId: victim.app.factorId });
    for (const { error } of [
      await client.auth.mfa.challenge({ factorId: victim.app.factorId }),
      await client.auth.mfa.unenroll({ factorId: victim.app.factorId }),
      await client.auth.mfa.verify({
        factorId: victim.app.factorId,
        challengeId: data?.id ?? '',
        code: victim.app.code(),
      }),
    ]) {
      expect(refusal(error)).toEqual({ code: 'mfa_factor_not_found', status: 404 });
    }
  });

  test('a password alone neither removes it, nor adds a second one, nor changes the password', async () => {
    const { email, app } = await enrolled();
    const thief = auth.client();
    await thief.auth.signInWithPassword({ email, password });
    expect(refusal((await thief.auth.mfa.unenroll({ factorId: app.factorId })).error)).toEqual({
      code: 'insufficient_aal',
      status: 403,
    });
    expect(refusal((await thief.auth.mfa.enroll({ factorType: 'totp' })).error).code).toBe(
      'insufficient_aal',
    );
    for (const change of [{ password: 'a stolen password' }, { email: 'thief@example.test' }]) {
      expect(refusal((await thief.auth.updateUser(change)).error).code).toBe('insufficient_aal');
    }
  });

  test('confirming it ends the sessions that showed a password alone', async () => {
    const { client, email } = await signedUp(auth);
    const other = auth.client();
    await other.auth.signInWithPassword({ email, password });
    const app = await enroll(client);
    await client.auth.mfa.challengeAndVerify({ factorId: app.factorId, code: app.code() });
    expect((await other.auth.getUser()).error).not.toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
  });

  test('once it is removed, sessions are aal1 again', async () => {
    const { client, app } = await enrolled();
    expect((await client.auth.mfa.unenroll({ factorId: app.factorId })).error).toBeNull();
    await client.auth.refreshSession();
    expect(await claimsOf(client)).toMatchObject({ aal: 'aal1', amr: [{ method: 'password' }] });
    expect((await client.auth.mfa.listFactors()).data?.all).toEqual([]);
  });

  test('two of one name, an eleventh, a phone and a passkey are refused', async () => {
    const { client } = await signedUp(auth);
    await enroll(client, 'Phone');
    const same = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' });
    expect(refusal(same.error).code).toBe('mfa_factor_name_conflict');
    for (let i = 1; i < 10; i += 1) await enroll(client);
    const more = await client.auth.mfa.enroll({ factorType: 'totp' });
    expect(refusal(more.error).code).toBe('too_many_enrolled_mfa_factors');
    const phone = await client.auth.mfa.enroll({ factorType: 'phone', phone: '+15550100' });
    expect(refusal(phone.error).code).toBe('mfa_phone_enroll_not_enabled');
  });
});

describe('guesses', () => {
  test('stop after ten in 15 minutes, parallel ones too, and the right code then waits as well', async () => {
    const { email, app } = await enrolled();
    const client = auth.client();
    await client.auth.signInWithPassword({ email, password });
    const { data } = await client.auth.mfa.challenge({ factorId: app.factorId });
    const right = app.code();
    const wrong = right === '000000' ? '111111' : '000000';
    const guess = (code: string) =>
      client.auth.mfa.verify({ factorId: app.factorId, challengeId: data?.id ?? '', code });
    const answers = await Promise.all(Array.from({ length: 25 }, () => guess(wrong)));
    const codes = answers.map(({ error }) => refusal(error).code);
    expect(codes.filter((code) => code === 'mfa_verification_failed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'over_request_rate_limit')).toHaveLength(15);
    expect(refusal((await guess(right)).error)).toEqual({ code: 'over_request_rate_limit', status: 429 });
    auth.advance(900_000);
    const { error } = await client.auth.mfa.challengeAndVerify({ factorId: app.factorId, code: app.code() });
    expect(error).toBeNull();
  });
});

describe('recovery codes', () => {
  function withRecovery(client: SupabaseClient, session: { access_token: string; refresh_token: string }) {
    const memory = new Map<string, string>();
    const other = createClient(auth.url, auth.anonKey, {
      auth: {
        autoRefreshToken: false,
        experimental: { recoveryCodes: true },
        storage: {
          getItem: (key) => memory.get(key) ?? null,
          setItem: (key, value) => void memory.set(key, value),
          removeItem: (key) => void memory.delete(key),
        },
      },
    });
    expect(client).not.toBe(other);
    return other.auth.setSession(session).then(() => other);
  }

  async function withCodes() {
    const person = await enrolled();
    const session = sessionIn((await person.client.auth.getSession()).data);
    const client = await withRecovery(person.client, session);
    const { data, error } = await client.auth.mfa.recoveryCodes.generate();
    if (error) throw error;
    const signIn = async () => {
      const plain = auth.client();
      const { data: signed } = await plain.auth.signInWithPassword({ email: person.email, password });
      return withRecovery(plain, sessionIn(signed));
    };
    return { ...person, client, set: data, signIn };
  }

  test('open the door once each, however they are typed', async () => {
    const { set, signIn } = await withCodes();
    expect(set).toMatchObject({ type: 'recovery_code', total: 10 });
    expect(new Set(set.codes).size).toBe(10);
    const [code = ''] = set.codes;
    const lost = await signIn();
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toUpperCase();
    expect((await lost.auth.mfa.recoveryCodes.verify({ code: typed })).error).toBeNull();
    expect(await claimsOf(lost)).toMatchObject({ aal: 'aal2', amr: [{ method: 'mfa/recovery_code' }, {}] });
    expect((await lost.auth.mfa.recoveryCodes.getStatus()).data).toMatchObject({ total: 10, remaining: 9 });
    const thief = await signIn();
    expect(refusal((await thief.auth.mfa.recoveryCodes.verify({ code })).error)).toEqual({
      code: 'mfa_verification_failed',
      status: 422,
    });
  });

  test('are made anew: the ones before stop working', async () => {
    const { client, set, signIn } = await withCodes();
    expect(refusal((await client.auth.mfa.recoveryCodes.generate()).error).code).toBe(
      'mfa_verified_factor_exists',
    );
    const { data } = await client.auth.mfa.recoveryCodes.regenerate();
    expect(data?.id).toBe(set.id);
    const lost = await signIn();
    const old = await lost.auth.mfa.recoveryCodes.verify({ code: set.codes[0] ?? '' });
    expect(refusal(old.error).code).toBe('mfa_verification_failed');
    expect((await lost.auth.mfa.recoveryCodes.verify({ code: data?.codes[0] ?? '' })).error).toBeNull();
  });

  test('are no factor by themselves, and go with the last app', async () => {
    const { client: lonely, session } = await signedUp(auth);
    const alone = await withRecovery(lonely, session);
    expect(refusal((await alone.auth.mfa.recoveryCodes.generate()).error).code).toBe('insufficient_aal');
    const { client, app } = await withCodes();
    expect((await client.auth.mfa.unenroll({ factorId: app.factorId })).error).toBeNull();
    expect(refusal((await client.auth.mfa.recoveryCodes.getStatus()).error).code).toBe(
      'mfa_factor_not_found',
    );
  });

  test('lock after ten wrong ones', async () => {
    const { signIn } = await withCodes();
    const client = await signIn();
    for (let i = 0; i < 10; i += 1) await client.auth.mfa.recoveryCodes.verify({ code: `wrong ${i}` });
    const { error } = await client.auth.mfa.recoveryCodes.verify({ code: 'wrong again' });
    expect(refusal(error)).toEqual({ code: 'mfa_recovery_codes_locked', status: 429 });
  });
});

test('neither a secret nor a code lies readable in the database', async () => {
  const person = await enrolled();
  const session = sessionIn((await person.client.auth.getSession()).data);
  const { data } = await person.client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Second' });
  const answer = await fetch(`${auth.url}/auth/v1/factors/recovery-codes`, {
    method: 'POST',
    headers: { apikey: auth.anonKey, authorization: `Bearer ${session.access_token}` },
  });
  const { codes } = (await answer.json()) as { codes: string[] };
  const rows = await queryAsAdmin<{ row: string }>(
    auth.adminUrl,
    `select f::text as row from auth.mfa_factors f union all select c::text from auth.mfa_recovery_codes c`,
  );
  const text = rows.map(({ row }) => row).join('\n');
  const secret = Secret.fromBase32(data?.totp.secret ?? '');
  for (const plain of [data?.totp.secret ?? '', secret.hex.toLowerCase(), ...codes]) {
    expect(text).not.toContain(plain);
    expect(text).not.toContain(Buffer.from(plain).toString('hex'));
  }
});
