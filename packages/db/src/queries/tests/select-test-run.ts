import type { TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TestRunRow, testRunColumns, testRunsJoined } from './rows.ts';

export async function selectTestRun(
  tx: Transaction,
  { id, teamId }: { id: TestRunId; teamId: TeamId },
): Promise<TestRunRow | undefined> {
  const { rows } = await sql<TestRunRow>`
    select ${testRunColumns} from ${testRunsJoined}
    where run.team_id = ${teamId} and run.id = ${id}`.execute(tx);
  return rows[0];
}
