import type { Transaction } from '../../tenant-transaction.ts';

export async function insertRefreshToken(
  tx: Transaction,
  token: { sessionId: string; hash: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('auth.refresh_tokens')
    .values({ session_id: token.sessionId, token_hash: token.hash, created_at: token.at })
    .execute();
}
