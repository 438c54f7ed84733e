import type { Transaction } from '../../tenant-transaction.ts';
import { type AuthUserRow, authUserColumns } from './rows.ts';

export function findUserById(tx: Transaction, id: string): Promise<AuthUserRow | undefined> {
  return tx
    .selectFrom('auth.users')
    .select(authUserColumns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}
