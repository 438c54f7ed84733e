import { createHmac, hkdfSync } from 'node:crypto';
import { AppError } from '@agent-factory/contracts';
import type { OwnKey } from '@agent-factory/llm';
import { type BriefMemory, createBriefMemory } from '../access/brief-memory.ts';
import type { OpenConnection } from '../connections/seal-fields.ts';
import { createReceiptKeyring, type ReceiptKeyring } from './receipt-keyring.ts';
import { createVault, type Vault } from './vault.ts';

/** What the platform knows and the database does not. */
export interface PlatformSecrets {
  /** HMAC-SHA-256 of an API key, 32 bytes; what the database holds in its place. */
  hashApiKey(key: string): Buffer;
  /** The same under today's pepper, first, and under each of those before it. */
  hashesOfApiKey(key: string): Buffer[];
  /** Where the teams' own keys of model vendors lie. */
  vault: Vault;
  /** Signs what remains of a run. */
  receipts: ReceiptKeyring;
  /** The teams' keys that were opened a moment ago, by team. */
  opened: BriefMemory<readonly OwnKey[]>;
  /** The teams' connections that were opened a moment ago, by team. */
  openedConnections: BriefMemory<readonly OpenConnection[]>;
}

/** How long another process may still use a key that was taken away here. */
const openedSpanMs = 3_000;

/**
 * From `API_KEY_PEPPER` (at least 32 bytes, base64), `API_KEY_OLD_PEPPERS` (those before it, by comma), `SECRETS_MASTER_KEY` (see `vault.ts`), `RECEIPT_SIGNING_KEY`
 * and `RECEIPT_OLD_PUBLIC_KEYS` (see `receipt-keyring.ts`). Throws
 * `invalid_input` for a malformed one; a missing one makes whatever needs it answer `unavailable`.
 */
export function openPlatformSecrets(env: Readonly<Record<string, string | undefined>>): PlatformSecrets {
  const { API_KEY_PEPPER: pepper, SECRETS_MASTER_KEY: masterKeys, RECEIPT_SIGNING_KEY: signingKey } = env;
  const keys = pepper ? [pepper, ...listed(env.API_KEY_OLD_PEPPERS)].map(pepperKey) : [];
  const vault = masterKeys ? createVault(masterKeys) : null;
  const receipts = signingKey ? createReceiptKeyring(signingKey, env.RECEIPT_OLD_PUBLIC_KEYS) : null;
  return {
    hashApiKey(text) {
      const [key] = keys;
      if (key === undefined) throw missing('API_KEY_PEPPER');
      return hmac(key, text);
    },
    hashesOfApiKey(text) {
      if (keys.length === 0) throw missing('API_KEY_PEPPER');
      return keys.map((key) => hmac(key, text));
    },
    opened: createBriefMemory({ spanMs: openedSpanMs, maxEntries: 1_000, now: () => performance.now() }),
    openedConnections: createBriefMemory({
      spanMs: openedSpanMs,
      maxEntries: 1_000,
      now: () => performance.now(),
    }),
    get vault() {
      if (vault === null) throw missing('SECRETS_MASTER_KEY');
      return vault;
    },
    get receipts() {
      if (receipts === null) throw missing('RECEIPT_SIGNING_KEY', 'sign receipts');
      return receipts;
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Derived (HKDF, RFC 5869), so that one pepper for two uses would still be two keys. */
function pepperKey(pepper: string): Buffer {
  const material = Buffer.from(pepper, 'base64');
  if (material.length < 32) {
    throw new AppError(
      'invalid_input',
      'API_KEY_PEPPER and each of API_KEY_OLD_PEPPERS must be at least 32 random bytes in base64.',
    );
  }
  return Buffer.from(hkdfSync('sha256', material, '', 'agent-factory/api-keys', 32));
}

function missing(variable: string, to = 'keep keys'): AppError {
  return new AppError('unavailable', `This installation cannot ${to}: set ${variable}.`);
}
