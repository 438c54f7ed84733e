import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type AuthUserRow, authUserColumns } from './rows.ts';

/** `email` in lower case. */
export function findUserByEmail(tx: Transaction, email: string): Promise<AuthUserRow | undefined> {
  return tx
    .selectFrom('auth.users')
    .select(authUserColumns)
    .where(sql`lower(email)`, '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}
