import type { Transaction } from '../../tenant-transaction.ts';

/** Marks the token as exchanged; the caller holds the session's lock. */
export async function useRefreshToken(
  tx: Transaction,
  id: number,
  use: { at: Date; sealedSuccessor: Buffer },
): Promise<void> {
  await tx
    .updateTable('auth.refresh_tokens')
    .set({ used_at: use.at, sealed_successor: use.sealedSuccessor })
    .where('id', '=', id)
    .execute();
}
