import type { Transaction } from '../../tenant-transaction.ts';

export function findChallenge(
  tx: Transaction,
  key: { id: string; factorId: string },
): Promise<{ id: string; expires_at: Date } | undefined> {
  return tx
    .selectFrom('auth.mfa_challenges')
    .select(['id', 'expires_at'])
    .where('id', '=', key.id)
    .where('factor_id', '=', key.factorId)
    .executeTakeFirst();
}
