import type { Transaction } from '../../tenant-transaction.ts';

/** Ends sessions of one user, refresh tokens included: this one, all but this one, or all. Answers how many. */
export async function deleteSessions(
  tx: Transaction,
  userId: string,
  which: { only: string } | { allBut: string } | 'all',
): Promise<number> {
  let query = tx.deleteFrom('auth.sessions').where('user_id', '=', userId);
  if (which !== 'all') {
    query = 'only' in which ? query.where('id', '=', which.only) : query.where('id', '<>', which.allBut);
  }
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}
