import type { AuditEntryId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type AuditFilter, auditConditions } from './filter.ts';
import { type AuditRow, auditColumns } from './rows.ts';

/** Newest first, before the entry `after`; a foreign or unknown one finds nothing. */
export async function listAuditEntries(
  tx: Transaction,
  filter: AuditFilter & { after: AuditEntryId | null; limit: number },
): Promise<AuditRow[]> {
  const older =
    filter.after === null
      ? sql``
      : sql`and seq < (select seq from public.audit_entries where team_id = ${filter.teamId} and id = ${filter.after})`;
  const { rows } = await sql<AuditRow>`
    select ${auditColumns} from public.audit_entries
    where ${auditConditions(filter)} ${older}
    order by seq desc limit ${filter.limit}`.execute(tx);
  return rows;
}
