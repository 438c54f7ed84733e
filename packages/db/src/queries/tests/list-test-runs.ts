import type { AgentId, TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TestRunRow, testRunColumns, testRunsJoined } from './rows.ts';

/** Newest first, after the run `after`. */
export async function listTestRuns(
  tx: Transaction,
  {
    teamId,
    agentId,
    after,
    limit,
  }: { teamId: TeamId; agentId: AgentId | null; after: TestRunId | null; limit: number },
): Promise<TestRunRow[]> {
  const { rows } = await sql<TestRunRow>`
    select ${testRunColumns} from ${testRunsJoined}
    where run.team_id = ${teamId}
      and (${agentId}::text is null or run.agent_id = ${agentId})
      and (${after}::text is null or (run.created_at, run.id) < (
        select last.created_at, last.id from public.test_runs last where last.team_id = ${teamId} and last.id = ${after}
      ))
    order by run.created_at desc, run.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
