import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** A session's level and whether its user has a second factor that counts; undefined once it was ended. */
export function readSessionState(
  tx: Transaction,
  key: { sessionId: string; userId: string },
): Promise<{ aal: string; last_seen_at: Date; has_second_factor: boolean } | undefined> {
  return tx
    .selectFrom('auth.sessions as session')
    .select([
      'session.aal',
      'session.last_seen_at',
      sql<boolean>`exists (select from auth.mfa_factors factor where factor.user_id = session.user_id
        and factor.factor_type = 'totp' and factor.status = 'verified')`.as('has_second_factor'),
    ])
    .where('session.id', '=', key.sessionId)
    .where('session.user_id', '=', key.userId)
    .executeTakeFirst();
}
