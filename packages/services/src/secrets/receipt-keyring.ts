import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import {
  AppError,
  type ErasureBody,
  type ErasureReceipt,
  erasureReceiptSchema,
  type Receipt,
  type ReceiptBody,
  type ReceiptKeys,
  type ReceiptVerdict,
  receiptSchema,
} from '@agent-factory/contracts';
import { canonicalJson, type JsonValue } from '@agent-factory/spec';
import { z } from 'zod';

/** The key that signs receipts, and the public halves of those that did before. */
export interface ReceiptKeyring {
  sign(receipt: Omit<ReceiptBody, 'key_id'>): Receipt;
  signErasure(erasure: ErasureBody): ErasureReceipt;
  /** Whether anything at all is a receipt, of a run or of an erasure, that one of the keys has signed. Never throws. */
  verify(value: unknown): ReceiptVerdict;
  /** Any other statement, signed in the same way: `format` says what it is, so that none passes for another. */
  signStatement<T extends Statement>(statement: T): T & Signed;
  /** Whether one of the keys has signed all of that. Never throws. */
  verifyStatement(statement: Statement & Signed): boolean;
  publicKeys(): ReceiptKeys;
}

export type Statement = { format: string; [key: string]: JsonValue };
interface Signed {
  key_id: string;
  signature: string;
}

type PublicKey = ReceiptKeys['keys'][number];

const anyReceiptSchema = z.discriminatedUnion('format', [receiptSchema, erasureReceiptSchema]);

/** In front of 32 bytes: PKCS #8 of an Ed25519 seed (RFC 8410, section 7). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const entryForm = /^\s*(?:(\d{4}-\d{2}-\d{2}):)?([A-Za-z0-9+/_=-]+)\s*$/;

/**
 * `signingKey` is a seed of 32 bytes or a PKCS #8 key, `oldPublicKeys` a list of raw public keys, parted by commas;
 * each in base64, with the day from which it signed in front: `2026-11-21:…`. To rotate: put the public half of the
 * key in use on the list, then another into its place; what it signed stays valid for as long as it is listed.
 */
export function createReceiptKeyring(signingKey: string, oldPublicKeys = ''): ReceiptKeyring {
  const current = parseSigningKey(signingKey);
  const listed = oldPublicKeys.trim() === '' ? [] : oldPublicKeys.split(',').map(parsePublicKey);
  const keys = new Map<string, { jwk: PublicKey; key: KeyObject }>();
  for (const jwk of [jwkOf(createPublicKey(current.key), current.since), ...listed]) {
    if (!keys.has(jwk.kid)) keys.set(jwk.kid, { jwk, key: keyOf(jwk.x) });
  }
  const [keyId = ''] = keys.keys();

  return {
    sign(receipt) {
      const body: ReceiptBody = { ...receipt, key_id: keyId };
      return { ...body, signature: sign(null, signedBytes(body), current.key).toString('base64url') };
    },
    signErasure(erasure) {
      const body = { ...erasure, key_id: keyId };
      return {
        ...body,
        signature: sign(null, Buffer.from(canonicalJson(body)), current.key).toString('base64url'),
      };
    },
    verify(value) {
      const parsed = anyReceiptSchema.safeParse(value);
      if (!parsed.success) return { valid: false, reason: 'not_a_receipt', key_id: null };
      const { signature, ...body } = parsed.data;
      const known = keys.get(body.key_id);
      if (known === undefined) return { valid: false, reason: 'unknown_key', key_id: body.key_id };
      const bytes = Buffer.from(signature, 'base64url');
      // The last of 86 characters has bits to spare: one signature, one spelling.
      const valid =
        bytes.toString('base64url') === signature && verify(null, signedBytes(body), known.key, bytes);
      return { valid, reason: valid ? null : 'wrong_signature', key_id: body.key_id };
    },
    signStatement(statement) {
      const body = { ...statement, key_id: keyId };
      const bytes = Buffer.from(canonicalJson(body));
      return { ...body, signature: sign(null, bytes, current.key).toString('base64url') };
    },
    verifyStatement: (statement) => isSigned(statement, keys.get(statement.key_id)?.key),
    publicKeys: () => ({ keys: [...keys.values()].map(({ jwk }) => jwk) }),
  };
}

/** Of public keys alone, as `/v1/receipts/keys` gives them: for whoever checks elsewhere. */
export function createStatementVerifier({ keys }: ReceiptKeys): Pick<ReceiptKeyring, 'verifyStatement'> {
  const known = new Map(keys.map((jwk) => [jwk.kid, keyOf(jwk.x)]));
  return { verifyStatement: (statement) => isSigned(statement, known.get(statement.key_id)) };
}

function isSigned({ signature, ...body }: Statement & Signed, key: KeyObject | undefined): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  return key !== undefined && verify(null, Buffer.from(canonicalJson(body)), key, bytes);
}

function signedBytes(body: ReceiptBody | Omit<ErasureReceipt, 'signature'>): Buffer {
  return Buffer.from(canonicalJson(body));
}

function parseSigningKey(text: string): { key: KeyObject; since: string | null } {
  const [, since = null, encoded = ''] = entryForm.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const der = bytes.length === 32 ? Buffer.concat([seedPrefix, bytes]) : bytes;
  try {
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return { key, since };
  } catch {
    // Said below; what OpenSSL says could quote the key.
  }
  throw new AppError(
    'invalid_input',
    'RECEIPT_SIGNING_KEY must be an Ed25519 key: 32 random bytes or PKCS #8, in base64, after "yyyy-mm-dd:" if you like.',
  );
}

function parsePublicKey(text: string): PublicKey {
  const [, since = null, encoded = ''] = entryForm.exec(text) ?? [];
  const x = Buffer.from(encoded, 'base64');
  if (x.length !== 32) {
    throw new AppError(
      'invalid_input',
      'RECEIPT_OLD_PUBLIC_KEYS must be Ed25519 public keys of 32 bytes in base64, parted by commas, each after "yyyy-mm-dd:" if you like.',
    );
  }
  return jwkOf(keyOf(x.toString('base64url')), since);
}

function keyOf(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function jwkOf(key: KeyObject, since: string | null): PublicKey {
  const { x = '' } = key.export({ format: 'jwk' });
  // RFC 7638: the members that make the key, in this order, hashed.
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x, since };
}
