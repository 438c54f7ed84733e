import { createHmac, hkdfSync } from 'node:crypto';

/** What a hash is for; two purposes never collide, even over the same value. */
export type HashPurpose =
  | 'refresh_token'
  | 'link_token'
  | 'one_time_code'
  | 'auth_code'
  | 'oauth_state'
  | 'oauth_verifier'
  | 'recovery_code'
  | 'rate_limit';

/** HMAC-SHA-256 under a key that is not in the database. */
export type KeyedHash = (purpose: HashPurpose, value: string) => Buffer;

/** 32 bytes for one use, derived from the pepper (HKDF, RFC 5869). */
export function deriveKey(pepper: string, use: 'tokens' | 'passwords' | 'factors'): Buffer {
  const material = Buffer.from(pepper, 'base64url');
  if (material.length < 32) throw new TypeError('the auth pepper must be at least 32 bytes, base64url');
  return Buffer.from(hkdfSync('sha256', material, '', `agent-factory/auth/${use}`, 32));
}

export function createKeyedHash(key: Buffer): KeyedHash {
  return (purpose, value) => createHmac('sha256', key).update(`${purpose}\0${value}`).digest();
}
