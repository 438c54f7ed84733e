import type { Transaction } from '../../tenant-transaction.ts';

/** A wrong code counts against every token it was tried on. */
export async function countCodeFailure(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('auth.one_time_tokens')
    .set((token) => ({ code_failures: token('code_failures', '+', 1) }))
    .where('id', 'in', ids)
    .execute();
}
