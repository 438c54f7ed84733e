import type { TeamId, TestId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TestRow, testColumns } from './rows.ts';

export async function selectTest(
  tx: Transaction,
  { id, teamId }: { id: TestId; teamId: TeamId },
): Promise<TestRow | undefined> {
  const { rows } = await sql<TestRow>`
    select ${testColumns} from public.tests test
    where test.team_id = ${teamId} and test.id = ${id}`.execute(tx);
  return rows[0];
}
