import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// A refresh token is stored as a hash, yet a client that lost the answer to its refresh must be given
// the same successor again. So the successor lies beside it, sealed (AES-256-GCM) under a key that only
// the presented token yields: the database and the pepper together do not open it.

const nonceBytes = 12;
const tagBytes = 16;

function sealingKey(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'agent-factory/auth/refresh-successor', 32));
}

/** `successor`, readable only with `token`. */
export function sealSuccessor(token: string, successor: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(token), nonce);
  const text = Buffer.concat([cipher.update(successor, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** The successor that was sealed for `token`; throws when `sealed` was made for another or was changed. */
export function openSuccessor(token: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(token), sealed.subarray(0, nonceBytes));
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = sealed.subarray(nonceBytes + tagBytes);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}
