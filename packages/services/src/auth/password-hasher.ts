import { hash, verify } from '@node-rs/argon2';

/** Turns passwords into stored hashes and back into a yes or no. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With `stored` null (no such user, or one without a password) the same work is done and the answer is no. */
  verify(stored: string | null, password: string): Promise<boolean>;
}

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane (the library's default algorithm).
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id keyed with `secret` (the pepper), over the NFC form, so that two keyboards type one password. */
export async function createPasswordHasher(secret: Uint8Array): Promise<PasswordHasher> {
  const options = { ...cost, secret };
  const decoy = await hash('a password that nobody has', options);
  return {
    hash: (password) => hash(password.normalize('NFC'), options),
    async verify(stored, password) {
      const matches = await verify(stored ?? decoy, password.normalize('NFC'), options);
      return stored !== null && matches;
    },
  };
}
