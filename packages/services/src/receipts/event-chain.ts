import { createHash } from 'node:crypto';
import type { RunEvent } from '@agent-factory/contracts';
import { canonicalJson } from '@agent-factory/spec';

/** What the first link follows. */
export const chainStart: Buffer = Buffer.alloc(32);

/**
 * The next link of a run's chain: SHA-256 of the link before and the event's canonical JSON (RFC 8785), so that
 * whoever holds the last link notices when an event was changed, dropped, added or moved.
 */
export function nextLink(link: Buffer, { at, data, seq }: RunEvent): Buffer {
  return createHash('sha256').update(link).update(canonicalJson({ at, data, seq })).digest();
}

/** SHA-256 of a value's canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
