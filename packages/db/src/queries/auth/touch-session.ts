import type { Transaction } from '../../tenant-transaction.ts';

export async function touchSession(
  tx: Transaction,
  sessionId: string,
  seen: { at: Date; ip: string; userAgent: string | null },
): Promise<void> {
  await tx
    .updateTable('auth.sessions')
    .set({ refreshed_at: seen.at, last_seen_at: seen.at, ip: seen.ip, user_agent: seen.userAgent })
    .where('id', '=', sessionId)
    .execute();
}
