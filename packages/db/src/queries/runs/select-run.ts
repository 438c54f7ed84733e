import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RunRow, runColumns } from './rows.ts';

export async function selectRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${runColumns}
    from public.runs run
    join public.agents agent on agent.team_id = run.team_id and agent.id = run.agent_id
    where run.team_id = ${teamId} and run.id = ${runId}`.execute(tx);
  return rows[0];
}
