import { createHash } from 'node:crypto';
import { type AuditFault, auditDetailsSchema, auditEntrySchema } from '@agent-factory/contracts';
import type { AuditHead, AuditRow } from '@agent-factory/db';
import { canonicalJson } from '@agent-factory/spec';
import { createRedactions } from './redactions.ts';

const chainStartHash = '0'.repeat(64);

/** Goes along a chain, link by link, and stops at the first that is not what it was. */
export interface ChainCheck {
  /** Takes the next link; the fault that it shows, or null. Nothing after a fault is looked at. */
  add(row: AuditRow): AuditFault | null;
  /** How it stands at the end, against where the chain is known to end. */
  end(head: AuditHead): { entries: number; hash: string; fault: AuditFault | null };
}

/** Q19. Pure; the same for rows of a database and lines of an export. */
export function createChainCheck(): ChainCheck {
  let seq = 0;
  let prev = chainStartHash;
  let fault: AuditFault | null = null;
  const redactions = createRedactions();
  return {
    add(row) {
      fault ??= faultOf(row, seq + 1, prev) ?? redactions.add(row);
      if (fault === null) {
        seq = row.seq;
        prev = row.hash;
      }
      return fault;
    },
    end(head) {
      if (fault === null && head.seq > seq) {
        const gone = head.seq - seq;
        fault = {
          kind: 'truncated',
          seq: seq + 1,
          says: `The last ${gone} of ${head.seq} entries are gone.`,
        };
      } else if (fault === null && head.seq < seq) {
        fault = { kind: 'head', seq: head.seq, says: 'The log goes on beyond where it is known to end.' };
      } else if (fault === null && head.hash !== prev) {
        fault = {
          kind: 'head',
          seq,
          says: 'The last entry is not the one that the log is known to end with.',
        };
      }
      fault ??= redactions.end();
      return { entries: seq, hash: prev, fault };
    },
  };
}

function faultOf(row: AuditRow, expected: number, prev: string): AuditFault | null {
  const { seq } = row;
  if (seq > expected) {
    const says = `Entry ${expected} is not there${seq > expected + 1 ? `, nor are those up to ${seq - 1}` : ''}.`;
    return { kind: 'deleted', seq: expected, says };
  }
  if (seq < expected)
    return { kind: 'reordered', seq, says: `Entry ${seq} stands where ${expected} belongs.` };
  const own = contentFault(row);
  if (own !== null) return own;
  if (row.prev !== prev) {
    return { kind: 'reordered', seq, says: `Entry ${seq} does not follow the one before it.` };
  }
  return null;
}

/** Whether an entry, by itself, is what its hash says. */
export function contentFault(row: AuditRow): AuditFault | null {
  const { seq, id, prev, hash, entry, details, createdAt } = row;
  const edited = (what: string): AuditFault => ({
    kind: 'edited',
    seq,
    says: `${what} of entry ${seq} ${what.endsWith('s') ? 'were' : 'was'} changed.`,
  });
  const parsed = parseJson(entry);
  if (!auditEntrySchema.safeParse(parsed).success) return edited('The text');
  const canonical = auditEntrySchema.parse(parsed);
  if (canonical.id !== id) return edited('The id');
  if (canonical.at !== createdAt.toISOString()) return edited('The time');
  if (sha256(canonicalJson({ entry: canonical, prev, seq })) !== hash) return edited('The text');
  const said = auditDetailsSchema.safeParse(parseJson(details));
  if (!said.success) return edited('The details');
  // People were taken out of these: a later entry answers for what is left of them.
  if (said.data.erased_by !== undefined) return null;
  if (sha256(canonicalJson(said.data)) !== canonical.details_sha256) return edited('The details');
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
