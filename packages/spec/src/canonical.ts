import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './evaluate/canonical-json.ts';
import { specToValue } from './spec-value.ts';
import type { Spec } from './team-spec.ts';

/** The one text of a spec's meaning (RFC 8785); itself a spec in JSON form. */
export function canonicalSpec(spec: Spec): string {
  return canonicalJson(specToValue(spec));
}

/** SHA-256 of the canonical form, 64 hex digits. Equal meaning, equal hash, whatever the wording. */
export function specHash(spec: Spec): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalSpec(spec))));
}
