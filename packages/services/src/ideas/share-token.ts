import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: what the link carries and the database does not. */
export function makeShareToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256: so many random bits need neither salt nor slowness. */
export function hashShareToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
