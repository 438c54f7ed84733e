import type { Transaction } from '../../tenant-transaction.ts';

export async function deleteOneTimeToken(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('auth.one_time_tokens').where('id', '=', id).execute();
}
