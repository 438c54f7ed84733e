import type { Transaction } from '../../tenant-transaction.ts';
import type { FactorRow } from './rows.ts';

/** The factors of a user, sets of recovery codes included, oldest first. */
export function listFactors(tx: Transaction, userId: string): Promise<FactorRow[]> {
  return tx
    .selectFrom('auth.mfa_factors')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
