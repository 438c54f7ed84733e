import type { Transaction } from '../../tenant-transaction.ts';

export async function seeSession(tx: Transaction, sessionId: string, at: Date): Promise<void> {
  await tx
    .updateTable('auth.sessions')
    .set({ last_seen_at: at })
    .where('id', '=', sessionId)
    .where('last_seen_at', '<', at)
    .execute();
}
