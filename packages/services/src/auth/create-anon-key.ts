import { importJWK, type JWK, SignJWT } from 'jose';

const tenYearsSeconds = 10 * 365 * 24 * 3600;

/**
 * The `apikey` that every call of the protocol carries. It names no user: it only says which project
 * is meant, so it may stand in a browser. Signatures differ from call to call: make it once and keep it.
 */
export async function createAnonKey(signingKey: JWK, now: number = Date.now()): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ role: 'anon' })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...(signingKey.kid ? { kid: signingKey.kid } : {}) })
    .setIssuer('agent-factory')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tenYearsSeconds)
    .sign(await importJWK(signingKey, 'ES256'));
}
