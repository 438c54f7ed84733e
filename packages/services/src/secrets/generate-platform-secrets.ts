import { randomBytes } from 'node:crypto';

/** A new `API_KEY_PEPPER`; put the one before it into `API_KEY_OLD_PEPPERS`, or every API key is void. */
export function generateApiKeyPepper(): string {
  return randomBytes(32).toString('base64');
}

/** A new `RECEIPT_SIGNING_KEY`: a seed of Ed25519 (RFC 8032), with the day from which it signs. */
export function generateReceiptKey(now: Date = new Date()): string {
  return `${now.toISOString().slice(0, 10)}:${randomBytes(32).toString('base64')}`;
}

/** A new entry for `SECRETS_MASTER_KEY`; its id is the day, so that a person sees how old it is. */
export function generateMasterKey(now: Date = new Date()): string {
  return `${now.toISOString().slice(0, 10)}:${randomBytes(32).toString('base64')}`;
}
