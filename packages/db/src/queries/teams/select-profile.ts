import type { Transaction } from '../../tenant-transaction.ts';

export function selectProfile(
  tx: Transaction,
  userId: string,
): Promise<{ email: string | null; name: string; language: string | null } | undefined> {
  return tx
    .selectFrom('profiles')
    .select(['email', 'name', 'language'])
    .where('id', '=', userId)
    .executeTakeFirst();
}
