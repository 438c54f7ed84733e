import { importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import type { AuthSessionRow, AuthUser } from './auth-user.ts';

/** Seconds that an access token lives; the protocol's default. */
export const accessTokenSeconds = 3600;

/** Signs access tokens and names the public key that checks them. */
export interface AccessTokenSigner {
  sign(user: AuthUser, session: AuthSessionRow, now: number): Promise<{ token: string; expiresAt: number }>;
  /** What `/.well-known/jwks.json` publishes: public parts alone. */
  readonly jwks: JSONWebKeySet;
}

/** `signingKey` is a private ES256 JWK with a `kid`; throws when it is anything else. */
export async function createAccessTokenSigner(signingKey: JWK, issuer: string): Promise<AccessTokenSigner> {
  const { kty, crv, x, y, d, kid } = signingKey;
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y || !d || !kid) {
    throw new TypeError('the auth signing key must be a private P-256 JWK with a kid');
  }
  const key = await importJWK({ kty, crv, x, y, d }, 'ES256');
  const publicKey = { kty, crv, x, y, kid, alg: 'ES256', use: 'sig', key_ops: ['verify'], ext: true };

  return {
    jwks: { keys: [publicKey] },
    async sign(user, session, now) {
      const issuedAt = Math.floor(now / 1000);
      const expiresAt = issuedAt + accessTokenSeconds;
      const token = await new SignJWT({
        email: user.email ?? '',
        phone: '',
        app_metadata: user.appMetadata,
        user_metadata: user.userMetadata,
        role: user.role,
        aal: session.aal,
        amr: session.amr,
        session_id: session.id,
        is_anonymous: user.isAnonymous,
      })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(user.id)
        .setAudience('authenticated')
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },
  };
}
