import type { Transaction } from '../../tenant-transaction.ts';

/** A code of this factor was right: it counts from now on, and no code of that step or before serves again. */
export async function verifyFactor(
  tx: Transaction,
  factorId: string,
  proof: { step: number; at: Date },
): Promise<void> {
  await tx
    .updateTable('auth.mfa_factors')
    .set({ status: 'verified', last_step: proof.step, updated_at: proof.at })
    .where('id', '=', factorId)
    .execute();
}
