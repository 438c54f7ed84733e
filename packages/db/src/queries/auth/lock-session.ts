import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthSessionRow } from './rows.ts';

/** Waits until no other transaction is changing the session; its refreshes happen one after another. */
export function lockSession(tx: Transaction, sessionId: string): Promise<AuthSessionRow | undefined> {
  return tx
    .selectFrom('auth.sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
}
