import type { TeamId, TestRunId, TestRunStatus } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** With its tests and trials; undefined when there was none that has ended. */
export async function deleteTestRun(
  tx: Transaction,
  { id, teamId }: { id: TestRunId; teamId: TeamId },
): Promise<{ name: string; status: TestRunStatus } | undefined> {
  const { rows } = await sql<{ name: string; status: TestRunStatus }>`
    delete from public.test_runs
    where team_id = ${teamId} and id = ${id} and status in ('finished', 'cancelled')
    returning name, status`.execute(tx);
  return rows[0];
}
