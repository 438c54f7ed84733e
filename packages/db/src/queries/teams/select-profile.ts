import type { Transaction } from '../../tenant-transaction.ts';

export function selectProfile(
  tx: Transaction,
  userId: string,
): Promise<{ email: string | null; name: string } | undefined> {
  return tx.selectFrom('profiles').select(['email', 'name']).where('id', '=', userId).executeTakeFirst();
}
