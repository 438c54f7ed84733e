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
  /** As lists are filtered by it; the entry says the same. */
  createdAt: Date;
}

export const auditColumns = sql`
  id, seq::float8 as seq, prev, hash, entry, details, created_at as "createdAt"`;
