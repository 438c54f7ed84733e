import type { Transaction } from '../../tenant-transaction.ts';

/** Gives the user a set of recovery codes in place of the one before; answers the set's id. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  set: { userId: string; friendlyName: string | null; hashes: readonly Buffer[]; at: Date },
): Promise<{ id: string }> {
  await tx
    .deleteFrom('auth.mfa_factors')
    .where('user_id', '=', set.userId)
    .where('factor_type', '=', 'recovery_code')
    .execute();
  const factor = await tx
    .insertInto('auth.mfa_factors')
    .values({
      user_id: set.userId,
      factor_type: 'recovery_code',
      friendly_name: set.friendlyName,
      status: 'verified',
      created_at: set.at,
      updated_at: set.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('auth.mfa_recovery_codes')
    .values(set.hashes.map((code_hash) => ({ factor_id: factor.id, code_hash })))
    .execute();
  return factor;
}
