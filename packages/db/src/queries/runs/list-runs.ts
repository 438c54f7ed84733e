import type { AgentId, RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RunRow, runColumns } from './rows.ts';

/** Newest first, after the run `after`; a foreign or unknown `after` finds nothing. */
export async function listRuns(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    agentId: AgentId | null;
    status: RunStatus | null;
    after: RunId | null;
    limit: number;
  },
): Promise<RunRow[]> {
  const { teamId, agentId, status, after, limit } = filter;
  // Only the conditions that hold are written out, so that each plan finds the index made for it.
  const ofAgent = agentId === null ? sql`` : sql`and agent_id = ${agentId}`;
  const withStatus = status === null ? sql`` : sql`and status = ${status}`;
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.runs where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<RunRow>`
    with run as (
      select * from public.runs
      where team_id = ${teamId} ${ofAgent} ${withStatus} ${older}
      order by created_at desc, id desc
      limit ${limit}
    )
    select ${runColumns}
    from run
    join public.agents agent on agent.team_id = run.team_id and agent.id = run.agent_id
    order by run.created_at desc, run.id desc`.execute(tx);
  return rows;
}
