import { AppError } from '@agent-factory/contracts';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';

/** Finds the public key for a token's header. */
export type AccessTokenKeys = ReturnType<typeof createLocalJWKSet> | ReturnType<typeof createRemoteJWKSet>;

/** Keys that this process itself signs with. */
export function localAccessTokenKeys(jwks: JSONWebKeySet): AccessTokenKeys {
  return createLocalJWKSet(jwks);
}

/**
 * Keys of the real Supabase Auth at `supabaseUrl`: fetched on first use, kept for 10 minutes, asked for
 * again at most every 30 s when a token names an unknown key.
 */
export function remoteAccessTokenKeys(supabaseUrl: string): AccessTokenKeys {
  return createRemoteJWKSet(new URL(`${supabaseUrl.replace(/\/+$/, '')}/auth/v1/.well-known/jwks.json`), {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
  });
}

/** By which rules a bearer token is judged; the same for the local and the real service. */
export interface AccessTokenRules {
  keys: AccessTokenKeys;
  /** Exact `iss`. */
  issuer: string;
  /** Exact `aud`; the protocol's default is `authenticated`. */
  audience?: string;
  /** Milliseconds since the epoch; for tests of expiry. */
  now?: () => number;
}

const claimsSchema = z.object({
  sub: z.uuid(),
  role: z.literal('authenticated'),
  exp: z.int(),
  session_id: z.uuid(),
  email: z.string().optional(),
  aal: z.string().optional(),
  is_anonymous: z.boolean().optional(),
  user_metadata: z.record(z.string(), z.unknown()).optional(),
});

/** What a checked access token says about its bearer. */
export interface AccessClaims {
  userId: string;
  sessionId: string;
  email: string | null;
  aal: string;
  isAnonymous: boolean;
  userMetadata: Record<string, unknown>;
  /** Seconds since the epoch. */
  expiresAt: number;
}

const knownHeaders = new Set(['alg', 'kid', 'typ']);

/**
 * Checks signature, algorithm, type, issuer, audience and times (RFC 8725). Only asymmetric algorithms
 * of the service's own keys count; a header that carries or points to a key (jwk, jku, x5u, x5c) or asks
 * for an extension (crit) is refused before any key is looked for.
 * Throws AppError `unauthenticated`, or `unavailable` when the remote keys cannot be fetched.
 */
export async function verifyAccessToken(token: string, rules: AccessTokenRules): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header, jws) => {
        if (typeof header?.kid !== 'string' || Object.keys(header).some((name) => !knownHeaders.has(name))) {
          throw new errors.JWTInvalid('unexpected protected header');
        }
        return rules.keys(header, jws);
      },
      {
        algorithms: ['ES256', 'RS256'],
        issuer: rules.issuer,
        audience: rules.audience ?? 'authenticated',
        typ: 'JWT',
        requiredClaims: ['sub', 'exp', 'iat', 'session_id'],
        ...(rules.now ? { currentDate: new Date(rules.now()) } : {}),
      },
    );
    const claims = claimsSchema.parse(payload);
    return {
      userId: claims.sub,
      sessionId: claims.session_id,
      email: claims.email || null,
      aal: claims.aal ?? 'aal1',
      isAnonymous: claims.is_anonymous ?? false,
      userMetadata: claims.user_metadata ?? {},
      expiresAt: claims.exp,
    };
  } catch (error) {
    if (isKeyFetchFailure(error)) {
      throw new AppError('unavailable', 'The sign-in service cannot be reached to check this token.', {
        cause: error,
      });
    }
    const expired = error instanceof errors.JWTExpired;
    throw new AppError(
      'unauthenticated',
      expired ? 'This access token has expired.' : 'This access token is not valid.',
      { cause: error },
    );
  }
}

/** True when the keys could not be had at all, which says nothing about the token. */
function isKeyFetchFailure(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  // jose reports an unreachable or broken key set as the plain base error or as fetch's own TypeError.
  return (
    (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof TypeError && error.message === 'fetch failed')
  );
}
