import { createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAppError } from '@agent-factory/contracts';
import { base64url, createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessTokenSigner } from './access-token-signer.ts';
import type { AuthUser } from './auth-user.ts';
import { createAnonKey } from './create-anon-key.ts';
import { generateAuthSecrets } from './generate-auth-secrets.ts';
import { type AccessTokenRules, remoteAccessTokenKeys, verifyAccessToken } from './verify-access-token.ts';

const issuer = 'http://auth.test/auth/v1';
const now = Date.parse('2026-11-21T12:00:00Z');
const seconds = now / 1000;
const sub = 'f3b0c442-98fc-4c14-9afb-f4c8996fb924';
const claims = {
  iss: issuer,
  aud: 'authenticated',
  sub,
  role: 'authenticated',
  session_id: '1c0e2b2e-2b9e-4b52-9a55-2f7d6f0f3a11',
  iat: seconds - 10,
  exp: seconds + 3600,
};

let signingKey: JWK;
let publicKey: JWK;
let rules: AccessTokenRules;

beforeAll(async () => {
  ({ signingKey } = await generateAuthSecrets());
  const signer = await createAccessTokenSigner(signingKey, issuer);
  publicKey = signer.jwks.keys[0] ?? {};
  rules = { keys: createLocalJWKSet(signer.jwks), issuer, now: () => now };
});

/** A token of the true key, with what is given changed; `undefined` removes. */
async function token(
  changes: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key?: Awaited<ReturnType<typeof importJWK>>,
): Promise<string> {
  const fields = { alg: 'ES256', typ: 'JWT', kid: publicKey.kid, ...header };
  const parts = [fields, { ...claims, ...changes }].map((part) =>
    Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)),
  );
  return new SignJWT(parts[1])
    .setProtectedHeader({ alg: 'ES256', ...parts[0] })
    .sign(key ?? (await importJWK(signingKey, 'ES256')));
}

/** Whatever is given as header and payload, with a signature that somebody else chose. */
function forged(header: unknown, signature: string | Uint8Array, payload: unknown = claims): string {
  const part = (value: unknown) => base64url.encode(JSON.stringify(value));
  const mark = typeof signature === 'string' ? signature : base64url.encode(signature);
  return `${part(header)}.${part(payload)}.${mark}`;
}

async function verdict(text: string, with_: Partial<AccessTokenRules> = {}): Promise<string> {
  try {
    await verifyAccessToken(text, { ...rules, ...with_ });
    return 'accepted';
  } catch (error) {
    return isAppError(error) ? error.code : `not an AppError: ${String(error)}`;
  }
}

test('accepts what the signer signs, and reads its claims', async () => {
  const signer = await createAccessTokenSigner(signingKey, issuer);
  const at = new Date(now);
  const user: AuthUser = {
    id: sub,
    aud: 'authenticated',
    role: 'authenticated',
    email: 'ada@example.test',
    emailConfirmedAt: at,
    confirmationSentAt: null,
    recoverySentAt: null,
    newEmail: null,
    emailChangeSentAt: null,
    lastSignInAt: at,
    appMetadata: {},
    userMetadata: { name: 'Ada' },
    isAnonymous: false,
    createdAt: at,
    updatedAt: at,
    identities: [],
    factors: [],
  };
  const signed = await signer.sign(user, { id: claims.session_id, aal: 'aal1', amr: [] }, now);
  expect(await verifyAccessToken(signed.token, rules)).toEqual({
    userId: sub,
    sessionId: claims.session_id,
    email: 'ada@example.test',
    aal: 'aal1',
    isAnonymous: false,
    userMetadata: { name: 'Ada' },
    expiresAt: seconds + 3600,
  });
});

describe('Q13: a bearer token is refused', () => {
  test('the baseline is accepted, so that each case fails for its own reason', async () => {
    expect(await verdict(await token())).toBe('accepted');
  });

  test.each([
    ['expired', { exp: seconds - 1 }],
    ['expiring now', { exp: seconds }],
    ['not yet valid (nbf)', { nbf: seconds + 60 }],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['of another issuer', { iss: 'http://evil.test/auth/v1' }],
    ['without issuer', { iss: undefined }],
    ['of an issuer with a slash more', { iss: `${issuer}/` }],
    ['for another audience', { aud: 'anon' }],
    ['without audience', { aud: undefined }],
    ['without subject', { sub: undefined }],
    ['whose subject is no user id', { sub: 'admin' }],
    ['without session', { session_id: undefined }],
    ['of the role anon', { role: 'anon' }],
    ['of the role service_role', { role: 'service_role' }],
    ['with exp as text', { exp: '9999999999' }],
  ])('%s', async (_name, changes) => {
    expect(await verdict(await token(changes))).toBe('unauthenticated');
  });

  test.each([
    ['another typ', { typ: 'at+jwt' }],
    ['no typ', { typ: undefined }],
    ['no kid', { kid: undefined }],
    ['an unknown kid', { kid: 'another' }],
    ['a kid that is a path', { kid: '../../../../dev/null' }],
    ['a kid that is SQL', { kid: "' or 1=1 --" }],
    ['a kid that is no text', { kid: { $ne: null } }],
    ['jku', { jku: 'https://evil.test/jwks.json' }],
    ['x5u', { x5u: 'https://evil.test/cert.pem' }],
    ['x5c', { x5c: ['MIIB'] }],
    ['an unknown extension', { 'x-new': 1 }],
  ])('with %s in the header of a true signature', async (_name, header) => {
    expect(await verdict(await token({}, header))).toBe('unauthenticated');
  });

  test.each([
    ['jwk', (jwk: JWK) => ({ jwk })],
    ['jku', () => ({ jku: 'data:application/json,{}' })],
    ['nothing', () => ({})],
  ])("signed with a stranger's key that the header brings by %s", async (_name, header) => {
    const stranger = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(stranger.publicKey);
    expect(await verdict(await token({}, header(jwk), stranger.privateKey))).toBe('unauthenticated');
  });

  test.each(['none', 'None', 'NONE', '', undefined])('with alg %s', async (alg) => {
    const header = { alg, typ: 'JWT', kid: publicKey.kid };
    expect(await verdict(forged(header, ''))).toBe('unauthenticated');
    const [, , signature = ''] = (await token()).split('.');
    expect(await verdict(forged(header, signature))).toBe('unauthenticated');
  });

  test('HMAC over the public key in every form (key confusion)', async () => {
    const pem = createPublicKey({ key: publicKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const spki = String(pem);
    const secrets = [spki, spki.trim(), JSON.stringify(publicKey), publicKey.x ?? ''];
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      for (const secret of secrets) {
        const confused = await new SignJWT(claims)
          .setProtectedHeader({ alg, typ: 'JWT', kid: publicKey.kid ?? '' })
          .sign(new TextEncoder().encode(secret));
        expect(await verdict(confused)).toBe('unauthenticated');
      }
    }
  });

  test('with a signature of zeros, changed, cut off or of other claims', async () => {
    const [header = '', payload = '', signature = ''] = (await token()).split('.');
    const header_ = { alg: 'ES256', typ: 'JWT', kid: publicKey.kid };
    expect(await verdict(forged(header_, new Uint8Array(64)))).toBe('unauthenticated');
    expect(await verdict(`${header}.${payload}.${signature.slice(2)}`)).toBe('unauthenticated');
    expect(await verdict(`${header}.${payload}.`)).toBe('unauthenticated');
    expect(await verdict(`${header}.${payload}`)).toBe('unauthenticated');
    expect(await verdict(forged(header_, signature, { ...claims, sub: crypto.randomUUID() }))).toBe(
      'unauthenticated',
    );
  });

  test.each([
    ['empty', ''],
    ['dots', '..'],
    ['more dots', '...'],
    ['letters', 'a.b.c'],
    ['JSON', '{}'],
    ['two empty objects', 'e30.e30.'],
    ['NUL', '\u0000'],
    ['endless', 'x'.repeat(100_000)],
  ])('that is no token: %s', async (_name, text) => {
    expect(await verdict(text)).toBe('unauthenticated');
  });

  test('that is the public anon key', async () => {
    expect(await verdict(await createAnonKey(signingKey, now))).toBe('unauthenticated');
  });
});

describe('with the real service in its place', () => {
  const keys: { body: string; status: number } = { body: '', status: 200 };
  const server = createServer((request, answer) => {
    const found = request.url === '/auth/v1/.well-known/jwks.json';
    answer.writeHead(found ? keys.status : 404, { 'content-type': 'application/json' }).end(keys.body);
  });
  let supabaseUrl: string;
  beforeAll(async () => {
    keys.body = JSON.stringify({ keys: [publicKey] });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    supabaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('fetches its keys and judges by the same rules', async () => {
    const remote = { keys: remoteAccessTokenKeys(`${supabaseUrl}/`) };
    expect(await verdict(await token(), remote)).toBe('accepted');
    expect(await verdict(await token({ exp: seconds - 1 }), remote)).toBe('unauthenticated');
    expect(await verdict(await token({}, { kid: 'another' }), remote)).toBe('unauthenticated');
  });

  test('does not blame the token when the keys cannot be had', async () => {
    keys.status = 503;
    expect(await verdict(await token(), { keys: remoteAccessTokenKeys(supabaseUrl) })).toBe('unavailable');
    keys.status = 200;
    keys.body = 'not JSON';
    expect(await verdict(await token(), { keys: remoteAccessTokenKeys(supabaseUrl) })).toBe('unavailable');
    expect(await verdict(await token(), { keys: remoteAccessTokenKeys('http://127.0.0.1:1') })).toBe(
      'unavailable',
    );
  });
});
