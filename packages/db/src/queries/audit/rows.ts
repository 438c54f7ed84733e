import type { AuditEntryId } from '@agent-factory/contracts';
import { sql } from 'kysely';

/** A link of the chain, as it is stored. */
export interface AuditRow {
  id: AuditEntryId;
  seq: number;
  prev: string;
  hash: string;
  /** Canonical JSON. */
  entry: string;
  details: string;
}

export const auditColumns = sql`
  id, seq::float8 as seq, prev, hash, entry, details`;
