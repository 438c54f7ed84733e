import type { Transaction } from '../../tenant-transaction.ts';

/** Voids every refresh token of a session, for when it is given a new chain. */
export async function deleteRefreshTokens(tx: Transaction, sessionId: string): Promise<void> {
  await tx.deleteFrom('auth.refresh_tokens').where('session_id', '=', sessionId).execute();
}
