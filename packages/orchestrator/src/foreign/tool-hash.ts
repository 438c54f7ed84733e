import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@agent-factory/spec';

/** SHA-256 of the canonical form (RFC 8785), hex: equal meaning, equal hash. */
export function toolHash(definition: Readonly<Record<string, JsonValue>>): string {
  return createHash('sha256').update(canonicalJson(definition)).digest('hex');
}
