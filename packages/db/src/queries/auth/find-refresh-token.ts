import type { Transaction } from '../../tenant-transaction.ts';

export function findRefreshToken(tx: Transaction, hash: Buffer) {
  return tx
    .selectFrom('auth.refresh_tokens')
    .select(['id', 'session_id', 'used_at', 'sealed_successor'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
}
