import type { AgentId, RunEventData, RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface RunToJudge {
  id: RunId;
  status: RunStatus;
  input: unknown;
  output: unknown;
  createdAt: Date;
  /** What it said is no longer kept. */
  erased: boolean;
}

/** The newest runs of an agent that have ended. */
export async function listRunsToJudge(
  tx: Transaction,
  { teamId, agentId, limit }: { teamId: TeamId; agentId: AgentId; limit: number },
): Promise<RunToJudge[]> {
  const { rows } = await sql<RunToJudge>`
    select id, status, input, output, created_at as "createdAt", content_erased_at is not null as erased
    from public.runs
    where team_id = ${teamId} and agent_id = ${agentId} and finished_at is not null
    order by created_at desc, id desc
    limit ${limit}`.execute(tx);
  return rows;
}

export interface EventToJudge {
  runId: RunId;
  at: Date;
  data: RunEventData;
}

/** What happened in runs, but for the pieces of their answers; of each run `limit` events at most, in order. */
export async function listEventsToJudge(
  tx: Transaction,
  { teamId, runIds, limit }: { teamId: TeamId; runIds: readonly RunId[]; limit: number },
): Promise<EventToJudge[]> {
  const { rows } = await sql<EventToJudge>`
    select run.id as "runId", event.at, event.data
    from public.runs run
    cross join lateral (
      select seq, at, data from public.run_events
      where run_id = run.id and team_id = run.team_id
        and data ->> 'type' in ('run.started', 'step.started', 'step.finished', 'tool.call', 'tool.result', 'invariant', 'approval')
      order by seq
      limit ${limit}
    ) event
    where run.team_id = ${teamId} and run.id = any(${[...runIds]}::text[])
    order by run.id, event.seq`.execute(tx);
  return rows;
}
