import type { TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What is left of a test run's ceiling (10⁻⁹ USD), with what is set aside taken off; null where nothing was spent yet. */
export async function selectCeilingLeft(
  tx: Transaction,
  { testRunId, teamId }: { testRunId: TestRunId; teamId: TeamId },
): Promise<number | null> {
  const { rows } = await sql<{ left: number }>`
    select limit_nano_usd - spent_nano_usd - reserved_nano_usd as "left" from public.budgets
    where team_id = ${teamId} and kind = 'run' and subject_id = ${testRunId} and period = ''`.execute(tx);
  return rows[0]?.left ?? null;
}
