import type { Receipt, ReceiptFault, ReceiptKeys } from '@agent-factory/contracts';
import { canonicalJson } from '@agent-factory/spec/canonical-json';

/** `unsupported` where this browser has no Ed25519, or no cryptography at all (a page without https). */
export type BrowserVerdict = 'valid' | Exclude<ReceiptFault, 'not_a_receipt'> | 'unsupported';

/** Checks a receipt's signature with the browser's own cryptography. */
export async function verifyInBrowser(
  { signature, ...body }: Receipt,
  { keys }: ReceiptKeys,
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Promise<BrowserVerdict> {
  const known = keys.find(({ kid }) => kid === body.key_id);
  if (known === undefined) return 'unknown_key';
  if (subtle === undefined) return 'unsupported';
  try {
    const { kty, crv, x } = known;
    const key = await subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
    const signed = new TextEncoder().encode(canonicalJson(body));
    const valid = await subtle.verify('Ed25519', key, bytesOf(signature), signed);
    return valid ? 'valid' : 'wrong_signature';
  } catch {
    return 'unsupported';
  }
}

/** Of base64url, as the contract of a receipt has checked it. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
