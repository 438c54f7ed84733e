import type { Transaction } from '../../tenant-transaction.ts';

/** Spends one code of a set; false when it is none of them or was spent before. Atomic. */
export async function spendRecoveryCode(
  tx: Transaction,
  code: { factorId: string; hash: Buffer; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('auth.mfa_recovery_codes')
    .set({ used_at: code.at })
    .where('factor_id', '=', code.factorId)
    .where('code_hash', '=', code.hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
