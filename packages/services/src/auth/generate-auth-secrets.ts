import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { createAnonKey } from './create-anon-key.ts';

/** What local auth must keep between starts. All of it is secret but the anon key, which is public by design. */
export interface AuthSecrets {
  /** Private ES256 key (RFC 7517) with its RFC 7638 thumbprint as `kid`. */
  signingKey: JWK;
  /** 32 random bytes, base64url. Peppers passwords and keys the hashes of tokens. */
  pepper: string;
  /** The public API key of the protocol: a long-lived JWT with the role `anon`. */
  anonKey: string;
}

/** New secrets for a first start. */
export async function generateAuthSecrets(): Promise<AuthSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const signingKey = { ...jwk, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
  return {
    signingKey,
    pepper: randomBytes(32).toString('base64url'),
    anonKey: await createAnonKey(signingKey),
  };
}
