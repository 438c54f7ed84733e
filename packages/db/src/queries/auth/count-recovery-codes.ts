import type { Transaction } from '../../tenant-transaction.ts';

export async function countRecoveryCodes(
  tx: Transaction,
  factorId: string,
): Promise<{ total: number; remaining: number }> {
  const { total, remaining } = await tx
    .selectFrom('auth.mfa_recovery_codes')
    .select((code) => [
      code.fn.countAll<number>().as('total'),
      code.fn.countAll<number>().filterWhere('used_at', 'is', null).as('remaining'),
    ])
    .where('factor_id', '=', factorId)
    .executeTakeFirstOrThrow();
  return { total: Number(total), remaining: Number(remaining) };
}
