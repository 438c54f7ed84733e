import type { Transaction } from '../../tenant-transaction.ts';

export async function deleteChallenge(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('auth.mfa_challenges').where('id', '=', id).execute();
}
