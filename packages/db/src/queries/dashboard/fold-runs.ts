import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Folds up to `atMost` runs that ended in the team of the transaction into its cells; how many that were. */
export async function foldRuns(tx: Transaction, { atMost }: { atMost: number }): Promise<number> {
  const { rows } = await sql<{ folded: number }>`select app.fold_runs(${atMost}) as folded`.execute(tx);
  return rows[0]?.folded ?? 0;
}
