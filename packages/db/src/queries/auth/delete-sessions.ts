import type { Transaction } from '../../tenant-transaction.ts';

/** Ends sessions of one user, refresh tokens included: this one, all but this one, or all. */
export async function deleteSessions(
  tx: Transaction,
  userId: string,
  which: { only: string } | { allBut: string } | 'all',
): Promise<void> {
  let query = tx.deleteFrom('auth.sessions').where('user_id', '=', userId);
  if (which !== 'all') {
    query = 'only' in which ? query.where('id', '=', which.only) : query.where('id', '<>', which.allBut);
  }
  await query.execute();
}
