import type { Transaction } from '../../tenant-transaction.ts';

/** Opens a challenge of a factor and notes when it was last asked. */
export async function insertChallenge(
  tx: Transaction,
  challenge: { factorId: string; at: Date; expiresAt: Date },
): Promise<{ id: string }> {
  await tx
    .updateTable('auth.mfa_factors')
    .set({ last_challenged_at: challenge.at })
    .where('id', '=', challenge.factorId)
    .execute();
  return tx
    .insertInto('auth.mfa_challenges')
    .values({ factor_id: challenge.factorId, created_at: challenge.at, expires_at: challenge.expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow();
}
