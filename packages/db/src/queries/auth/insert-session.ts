import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthSessionRow } from './rows.ts';

export function insertSession(
  tx: Transaction,
  session: {
    userId: string;
    /** How the person proved who they are; `timestamp` in seconds since the epoch. */
    amr: { method: string; timestamp: number }[];
    ip: string;
    userAgent: string | null;
    at: Date;
  },
): Promise<AuthSessionRow> {
  return tx
    .insertInto('auth.sessions')
    .values({
      user_id: session.userId,
      amr: json(session.amr),
      ip: session.ip,
      user_agent: session.userAgent,
      created_at: session.at,
      refreshed_at: session.at,
      last_seen_at: session.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
