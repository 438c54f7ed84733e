import type { Transaction } from '../../tenant-transaction.ts';

/** After a new password or address the links mailed before are void. */
export async function deleteOneTimeTokensOfUser(tx: Transaction, userId: string): Promise<void> {
  await tx.deleteFrom('auth.one_time_tokens').where('user_id', '=', userId).execute();
}
