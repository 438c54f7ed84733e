import type { Transaction } from '../../tenant-transaction.ts';
import type { OutboxMailRow } from './rows.ts';

/** Newest first. */
export function listOutboxMails(tx: Transaction, limit: number): Promise<OutboxMailRow[]> {
  return tx.selectFrom('auth.local_outbox').selectAll().orderBy('id', 'desc').limit(limit).execute();
}
