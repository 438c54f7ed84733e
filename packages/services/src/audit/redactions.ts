import { createHash, type Hash } from 'node:crypto';
import { type AuditFault, auditDetailsSchema } from '@agent-factory/contracts';
import type { AuditRow } from '@agent-factory/db';

/** What an entry `person.erased` says of the entries before it whose details it has changed. */
export interface RedactionDigest {
  entries: number;
  /** SHA-256, in hex, of the ids and the details that are left, entry by entry in the order of the chain. */
  digest: string;
}

/** Sums up redacted entries, in the order of their chain. */
export function createRedactionDigest(): { add(id: string, details: string): void; sum(): RedactionDigest } {
  const hash = createHash('sha256');
  let entries = 0;
  return {
    add(id, details) {
      entries += 1;
      addTo(hash, id, details);
    },
    sum: () => ({ entries, digest: hash.digest('hex') }),
  };
}

/**
 * Goes along a chain behind `contentFault`: details that say that people were taken out of them must be those that the
 * entry which they name answers for, and it must come.
 */
export function createRedactions(): { add(row: AuditRow): AuditFault | null; end(): AuditFault | null } {
  const open = new Map<string, { hash: Hash; entries: number; seq: number }>();
  return {
    add({ id, seq, entry, details }) {
      const said = auditDetailsSchema.parse(JSON.parse(details));
      if (said.erased_by !== undefined) {
        const sum = open.get(said.erased_by) ?? { hash: createHash('sha256'), entries: 0, seq };
        addTo(sum.hash, id, details);
        sum.entries += 1;
        open.set(said.erased_by, sum);
        return null;
      }
      const sum = open.get(id);
      const { action } = JSON.parse(entry) as { action: string };
      if (sum === undefined && (action !== 'person.erased' || said.after?.entries === 0)) return null;
      open.delete(id);
      const answered =
        action === 'person.erased' &&
        sum !== undefined &&
        said.after?.entries === sum.entries &&
        said.after.digest === sum.hash.digest('hex');
      if (answered) return null;
      const says = `Entry ${seq} answers for what people were taken out of, and not all of it is as it was left.`;
      return { kind: 'edited', seq: sum?.seq ?? seq, says };
    },
    end() {
      const [first] = open.values();
      if (first === undefined) return null;
      const says = `The details of entry ${first.seq} were changed, and nothing in the log says why.`;
      return { kind: 'edited', seq: first.seq, says };
    },
  };
}

function addTo(hash: Hash, id: string, details: string): void {
  hash.update(`${id}\n${details}\n`);
}
