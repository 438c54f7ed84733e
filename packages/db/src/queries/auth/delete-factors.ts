import type { Transaction } from '../../tenant-transaction.ts';

/** Removes these factors of a user, their challenges and codes with them. */
export async function deleteFactors(tx: Transaction, userId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('auth.mfa_factors').where('user_id', '=', userId).where('id', 'in', ids).execute();
}
