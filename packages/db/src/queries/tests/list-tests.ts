import type { AgentId, TeamId, TestRunId, TestVerdict } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TestRow, testColumns } from './rows.ts';

interface Page {
  limit: number;
  offset: number;
}

/** The tests of one run in their order, and how many fit. */
export async function listTestsOfRun(
  tx: Transaction,
  {
    teamId,
    testRunId,
    verdict,
    limit,
    offset,
  }: { teamId: TeamId; testRunId: TestRunId; verdict: TestVerdict | null } & Page,
): Promise<{ rows: TestRow[]; total: number }> {
  const { rows } = await sql<TestRow & { total: number }>`
    select ${testColumns}, count(*) over ()::integer as total from public.tests test
    where test.team_id = ${teamId} and test.test_run_id = ${testRunId}
      and (${verdict}::text is null or test.verdict = ${verdict})
    order by test.position
    limit ${limit} offset ${offset}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** What an agent's tests have come to, newest first, and how many there are. */
export async function listResultsOfAgent(
  tx: Transaction,
  { teamId, agentId, limit, offset }: { teamId: TeamId; agentId: AgentId } & Page,
): Promise<{ rows: TestRow[]; total: number }> {
  const { rows } = await sql<TestRow>`
    select ${testColumns} from public.tests test
    where test.team_id = ${teamId} and test.agent_id = ${agentId} and test.verdict is not null
    order by test.created_at desc, test.id desc
    limit ${limit} offset ${offset}`.execute(tx);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from public.tests test
    where test.team_id = ${teamId} and test.agent_id = ${agentId} and test.verdict is not null`.execute(tx);
  return { rows, total: counted[0]?.total ?? 0 };
}
