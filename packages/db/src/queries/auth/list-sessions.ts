import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthSessionRow } from './rows.ts';

/** The sessions of a user, the one that was seen last first. */
export function listSessions(tx: Transaction, userId: string): Promise<AuthSessionRow[]> {
  return tx
    .selectFrom('auth.sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}
