import type { RunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Charges what attempts of the run before `fence` have left set aside, in the team of the transaction; with the end
 * of the run, so that nothing stays set aside for one that has ended.
 */
export async function chargeLeftHolds(
  tx: Transaction,
  { runId, fence }: { runId: RunId; fence: number },
): Promise<void> {
  await sql`select app.charge_left_holds(${runId}, ${fence}::bigint)`.execute(tx);
}
