import type { AgentId, TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ThreadRow } from './rows.ts';

/** Those used last first, after the thread `after`; or the one named by `id`. A foreign `after` finds nothing. */
export async function listThreads(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    id?: ThreadId;
    agentId: AgentId | null;
    after: ThreadId | null;
    limit: number;
  },
): Promise<ThreadRow[]> {
  const { teamId, id, agentId, after, limit } = filter;
  const named = id === undefined ? sql`` : sql`and id = ${id}`;
  const ofAgent = agentId === null ? sql`` : sql`and agent_id = ${agentId}`;
  const older =
    after === null
      ? sql``
      : sql`and (last_run_at, id) <
          ((select last_run_at from public.threads where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<ThreadRow>`
    with thread as (
      select id, team_id, agent_id, created_at, last_run_at from public.threads
      where team_id = ${teamId} ${named} ${ofAgent} ${older}
      order by last_run_at desc, id desc
      limit ${limit}
    )
    select thread.id, thread.agent_id as "agentId", agent.name as "agentName", agent.title as "agentTitle",
      agent.deleted_at is not null as "agentDeleted", first.input as "firstInput",
      coalesce(total.runs, 0)::integer as runs, last.status as "lastStatus",
      coalesce(total.cost, 0)::bigint as "costNanoUsd",
      thread.created_at as "createdAt", thread.last_run_at as "lastRunAt"
    from thread
    join public.agents agent on agent.team_id = thread.team_id and agent.id = thread.agent_id
    left join lateral (
      select run.input from public.runs run
      where run.team_id = thread.team_id and run.thread_id = thread.id
      order by run.created_at limit 1
    ) first on true
    left join lateral (
      select run.status from public.runs run
      where run.team_id = thread.team_id and run.thread_id = thread.id
      order by run.created_at desc limit 1
    ) last on true
    left join lateral (
      select count(*) as runs, sum(run.cost_nano_usd) as cost from public.runs run
      where run.team_id = thread.team_id and run.thread_id = thread.id
    ) total on true
    order by thread.last_run_at desc, thread.id desc`.execute(tx);
  return rows;
}
