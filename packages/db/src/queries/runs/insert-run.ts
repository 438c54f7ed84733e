import type {
  AgentId,
  AgentVersionId,
  RunId,
  ScheduleId,
  TeamId,
  ThreadId,
  TriggerId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewRun {
  id: RunId;
  teamId: TeamId;
  agentId: AgentId;
  agentVersionId: AgentVersionId;
  version: number;
  /** Whether it is to begin only while that is the agent's newest version. */
  ifNewest: boolean;
  specHash: string;
  /** The model that is tried in place of the version's own; `specHash` is of the spec with it. */
  triedModel: string | null;
  threadId: ThreadId;
  /** Whether the thread begins with this run. */
  newThread: boolean;
  input: unknown;
  /** Agents that it may call by name, as they were pinned. */
  members: readonly unknown[];
  idempotencyKey: string | null;
  requestHash: string | null;
  createdBy: string | null;
  scheduleId: ScheduleId | null;
  triggerId: TriggerId | null;
  /** How the key, schedule or trigger is called. */
  startedAs: string | null;
}

/** From so many runs in flight on, those of a team are in the order of their time alone. */
const placesCounted = 250;

/**
 * The run, its thread if that is new, and its job, in one statement: all or none. Undefined when a run with
 * this idempotency key exists, the agent is gone or withdrawn, or the version is not `ifNewest`. The job carries the run's id as its
 * key, and stands behind as many jobs of every other team as its own has in flight, so that nobody waits behind
 * another's thousand (docs/decisions/0274).
 */
export async function insertRun(
  tx: Transaction,
  run: NewRun,
): Promise<{ agentName: string; startedAs: string | null; createdAt: Date } | undefined> {
  const { rows } = await sql<{ agentName: string; startedAs: string | null; createdAt: Date }>`
    with agent as (
      select agent.id, agent.name from public.agents agent
      where agent.team_id = ${run.teamId} and agent.id = ${run.agentId} and agent.deleted_at is null
        and agent.withdrawn_template_id is null and (not ${run.ifNewest}::boolean or agent.latest_version = ${run.version}::integer)
    ), run as (
      insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, tried_model, thread_id, input,
        members, idempotency_key, request_hash, created_by, schedule_id, trigger_id, started_as)
      select ${run.id}, ${run.teamId}, agent.id, ${run.agentVersionId}, ${run.version}::integer, ${run.specHash},
        ${run.triedModel}, ${run.threadId}, ${json(run.input)}, ${json(run.members)}, ${run.idempotencyKey}, ${run.requestHash},
        ${run.createdBy}::uuid, ${run.scheduleId}, ${run.triggerId}, ${run.startedAs}
      from agent
      on conflict (team_id, idempotency_key) do nothing
      returning id, team_id, agent_id, thread_id, created_by, created_at, started_as
    ), thread as (
      insert into public.threads (id, team_id, agent_id, created_by)
      select thread_id, team_id, agent_id, created_by from run where ${run.newThread}
    )
    select (select name from agent) as "agentName", created_at as "createdAt",
      coalesce(started_as, (select person.name from public.profiles person where person.id = run.created_by)) as "startedAs",
      app.enqueue_job('execute_run', jsonb_build_object('run_id', id, 'team_id', team_id), job_key => id, priority => (
        select count(*)::integer from (
          select from public.runs
          where team_id = ${run.teamId} and status in ('queued', 'running') limit ${placesCounted}
        ) in_flight
      ))
    from run`.execute(tx);
  return rows[0];
}
