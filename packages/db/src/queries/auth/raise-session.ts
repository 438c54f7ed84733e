import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthSessionRow } from './rows.ts';

/** Two factors were shown: the session counts as aal2 from its next access token on. */
export function raiseSession(
  tx: Transaction,
  sessionId: string,
  proof: { factorId: string; amr: readonly { method: string; timestamp: number }[]; at: Date },
): Promise<AuthSessionRow> {
  return tx
    .updateTable('auth.sessions')
    .set({ aal: 'aal2', amr: json(proof.amr), factor_id: proof.factorId, refreshed_at: proof.at })
    .where('id', '=', sessionId)
    .returningAll()
    .executeTakeFirstOrThrow();
}
