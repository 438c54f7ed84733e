import type { Transaction } from '../../tenant-transaction.ts';

/** Ends the user's sessions that showed one factor alone. */
export async function deleteWeakSessions(tx: Transaction, userId: string): Promise<void> {
  await tx.deleteFrom('auth.sessions').where('user_id', '=', userId).where('aal', '=', 'aal1').execute();
}
