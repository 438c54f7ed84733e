import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// A TOTP secret must be read again to judge a code, so it cannot be a hash. It lies sealed (AES-256-GCM) under a key
// derived from the pepper, which is not in the database, and bound to its factor: sealed bytes copied to another
// person's factor do not open.

const nonceBytes = 12;
const tagBytes = 16;

/** `secret` for the factor of that id alone; `key` has 32 bytes. */
export function sealFactor(key: Buffer, factorId: string, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(factorId));
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Throws when `sealed` was made under another key, for another factor, or was changed. */
export function openFactor(key: Buffer, factorId: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(factorId)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
