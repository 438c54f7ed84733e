import type { Transaction } from '../../tenant-transaction.ts';

/** Gives a set of recovery codes new codes in place of the ones before; with `factorId` null it makes the set. */
export async function replaceRecoveryCodes(
  tx: Transaction,
  set: {
    factorId: string | null;
    userId: string;
    friendlyName: string | null;
    hashes: readonly Buffer[];
    at: Date;
  },
): Promise<{ id: string }> {
  const id = set.factorId ?? (await insertSet(tx, set));
  await tx.deleteFrom('auth.mfa_recovery_codes').where('factor_id', '=', id).execute();
  await tx
    .insertInto('auth.mfa_recovery_codes')
    .values(set.hashes.map((code_hash) => ({ factor_id: id, code_hash })))
    .execute();
  return { id };
}

async function insertSet(
  tx: Transaction,
  set: { userId: string; friendlyName: string | null; at: Date },
): Promise<string> {
  const { id } = await tx
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
  return id;
}
