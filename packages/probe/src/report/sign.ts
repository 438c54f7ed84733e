import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonicalJson } from '@agent-factory/spec/canonical-json';
import { z } from 'zod';
import { type Report, type SignedReport, signedReportSchema } from './report.ts';

const jwkSchema = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

/** The operator's key, from a PEM file; made on first use, readable to its owner alone. */
export function operatorKey(file: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  }
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key.`);
  return key;
}

export function signReport(report: Report, key: KeyObject): SignedReport {
  const { x } = jwkSchema.parse(createPublicKey(key).export({ format: 'jwk' }));
  return {
    report,
    signature: {
      algorithm: 'Ed25519',
      public_key: x,
      key_id: keyIdOf(x),
      value: sign(null, Buffer.from(canonicalJson(report)), key).toString('base64url'),
    },
  };
}

/** Who signed a report, once nothing in it was changed since; `reason` says why it is not valid. */
export type Verdict = { valid: true; signed: SignedReport } | { valid: false; reason: string };

/** Checks a report's text. `trusted` is the key, or the id of the key, that it must be signed by. */
export function verifyReport(text: string, trusted: string | null): Verdict {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { valid: false, reason: 'it is not JSON' };
  }
  const signed = signedReportSchema.safeParse(read);
  if (!signed.success) return { valid: false, reason: 'it is no report of the isolation probe' };
  const { report, signature } = signed.data;
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: signature.public_key },
    format: 'jwk',
  });
  const isSigned = verify(
    null,
    Buffer.from(canonicalJson(report)),
    key,
    Buffer.from(signature.value, 'base64url'),
  );
  if (!isSigned) return { valid: false, reason: 'it was changed after it was signed' };
  if (signature.key_id !== keyIdOf(signature.public_key)) {
    return { valid: false, reason: 'it names another key than it is signed by' };
  }
  if (trusted !== null && trusted !== signature.public_key && trusted !== signature.key_id) {
    return { valid: false, reason: `it is signed by another key (${signature.key_id})` };
  }
  return { valid: true, signed: signed.data };
}

function keyIdOf(x: string): string {
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('base64url');
}
