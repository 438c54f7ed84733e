import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Deletes the team of this transaction and all that was its; false while its time has not come. The worker's alone. */
export async function eraseTeam(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`select app.erase_team() as erased`.execute(tx);
  return rows[0]?.erased ?? false;
}
