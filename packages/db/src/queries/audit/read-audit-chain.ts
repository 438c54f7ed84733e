import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type AuditFilter, auditConditions } from './filter.ts';
import { type AuditRow, auditColumns } from './rows.ts';

/** In the order of the chain, after place `afterSeq` and up to `toSeq`. */
export async function readAuditChain(
  tx: Transaction,
  filter: AuditFilter & { afterSeq: number; toSeq: number; limit: number },
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select ${auditColumns} from public.audit_entries
    where ${auditConditions(filter)} and seq > ${filter.afterSeq}::bigint and seq <= ${filter.toSeq}::bigint
    order by seq limit ${filter.limit}`.execute(tx);
  return rows;
}
