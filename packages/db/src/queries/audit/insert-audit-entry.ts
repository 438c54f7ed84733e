import type { AuditEntryId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewAuditEntry {
  id: AuditEntryId;
  teamId: TeamId;
  /** Canonical JSON (RFC 8785), without U+0000 and lone surrogates. */
  entry: string;
  /** As `entry`, which names its SHA-256. */
  details: string;
  createdAt: Date;
}

/** Adds an entry to the team's log; it gets its place in the chain when the transaction commits. */
export async function insertAuditEntry(tx: Transaction, row: NewAuditEntry): Promise<void> {
  await sql`
    insert into public.audit_entries (id, team_id, entry, details, created_at)
    values (${row.id}, ${row.teamId}, ${row.entry}, ${row.details}, ${row.createdAt})`.execute(tx);
}
