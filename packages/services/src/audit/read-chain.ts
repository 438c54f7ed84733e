import type { Actor } from '@agent-factory/contracts';
import {
  type AuditFilter,
  type AuditRow,
  type Database,
  readAuditChain,
  withTenant,
} from '@agent-factory/db';

const batch = 500;

/**
 * The links of a team up to place `toSeq` in their order, a batch and a transaction at a time, so that no transaction
 * lasts as long as its reader. What is added meanwhile lies behind `toSeq`.
 */
export async function* readChain(
  db: Database,
  actor: Actor,
  filter: AuditFilter,
  toSeq: number,
): AsyncGenerator<AuditRow[], void, void> {
  for (let afterSeq = 0; afterSeq < toSeq; ) {
    const place = { ...filter, afterSeq, toSeq, limit: batch };
    const rows = await withTenant(db, actor, (tx) => readAuditChain(tx, place));
    if (rows.length === 0) return;
    yield rows;
    afterSeq = rows.at(-1)?.seq ?? toSeq;
  }
}
