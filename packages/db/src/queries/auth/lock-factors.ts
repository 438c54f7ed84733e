import type { Transaction } from '../../tenant-transaction.ts';
import type { FactorRow } from './rows.ts';

/** The factors of a user, held until the transaction ends: whoever judges a code or counts factors goes alone. */
export function lockFactors(tx: Transaction, userId: string): Promise<FactorRow[]> {
  return tx
    .selectFrom('auth.mfa_factors')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('id')
    .forUpdate()
    .execute();
}
