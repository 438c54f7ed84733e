import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * A session's level and whether its user has a second factor that counts; undefined once it was ended. Notes that it was
 * seen at `now`, unless it was noted since `noted`. No commit waits for a disk for that: what a crash of the server loses
 * is when somebody was last here.
 */
export async function seeSession(
  tx: Transaction,
  key: { sessionId: string; userId: string; now: Date; noted: Date },
): Promise<{ aal: string; hasSecondFactor: boolean } | undefined> {
  const { rows } = await sql<{ aal: string; hasSecondFactor: boolean }>`
    with seen as (
      update auth.sessions set last_seen_at = ${key.now}
      where id = ${key.sessionId} and user_id = ${key.userId} and last_seen_at <= ${key.noted}
      returning set_config('synchronous_commit', 'off', true)
    )
    select session.aal, exists (select from auth.mfa_factors factor where factor.user_id = session.user_id
      and factor.factor_type = 'totp' and factor.status = 'verified') as "hasSecondFactor"
    from auth.sessions session
    where session.id = ${key.sessionId} and session.user_id = ${key.userId}`.execute(tx);
  return rows[0];
}
