import type { Transaction } from '../../tenant-transaction.ts';

/** A TOTP factor that waits for its first code; the secret is sealed to the id, which the caller chose. */
export async function insertFactor(
  tx: Transaction,
  factor: { id: string; userId: string; friendlyName: string | null; sealedSecret: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('auth.mfa_factors')
    .values({
      id: factor.id,
      user_id: factor.userId,
      factor_type: 'totp',
      friendly_name: factor.friendlyName,
      sealed_secret: factor.sealedSecret,
      created_at: factor.at,
      updated_at: factor.at,
    })
    .execute();
}
