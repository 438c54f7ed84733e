import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthSessionRow } from './rows.ts';

export function findSession(
  tx: Transaction,
  key: { sessionId: string; userId: string },
): Promise<AuthSessionRow | undefined> {
  return tx
    .selectFrom('auth.sessions')
    .selectAll()
    .where('id', '=', key.sessionId)
    .where('user_id', '=', key.userId)
    .executeTakeFirst();
}
