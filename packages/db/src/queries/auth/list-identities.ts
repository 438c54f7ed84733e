import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthIdentityRow } from './rows.ts';

/** Oldest first. */
export function listIdentities(tx: Transaction, userId: string): Promise<AuthIdentityRow[]> {
  return tx
    .selectFrom('auth.identities')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
