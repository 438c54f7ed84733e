import type { Transaction } from '../../tenant-transaction.ts';
import { type AuthUserRow, authUserColumns } from './rows.ts';

/** The user who waits to confirm this address as their new one; the latest to ask, if several do. */
export function findUserByPendingEmail(tx: Transaction, email: string): Promise<AuthUserRow | undefined> {
  return tx
    .selectFrom('auth.users')
    .select(authUserColumns)
    .where('email_change', '=', email)
    .where('deleted_at', 'is', null)
    .orderBy('email_change_sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
