import type { Transaction } from '../../tenant-transaction.ts';

/** Null forgets it. Nothing happens where the person has no profile. */
export async function updateProfileLanguage(
  tx: Transaction,
  { userId, language }: { userId: string; language: string | null },
): Promise<void> {
  await tx.updateTable('profiles').set({ language }).where('id', '=', userId).execute();
}
