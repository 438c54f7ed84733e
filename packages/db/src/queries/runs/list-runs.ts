import type {
  AgentId,
  ApiKeyId,
  RunId,
  RunOrigin,
  RunStatus,
  ScheduleId,
  TeamId,
  TriggerId,
} from '@agent-factory/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RunRow, runColumns } from './rows.ts';

const startedBy: Readonly<Record<RunOrigin, RawBuilder<unknown>>> = {
  person: sql`and api_key_id is null and schedule_id is null and trigger_id is null`,
  key: sql`and api_key_id is not null`,
  schedule: sql`and schedule_id is not null`,
  trigger: sql`and trigger_id is not null`,
};

/** Newest first, after the run `after`; a foreign or unknown `after` finds nothing. */
export async function listRuns(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    agentId: AgentId | null;
    status: RunStatus | null;
    /** By what they were started; any if left out. */
    origin?: RunOrigin | undefined;
    scheduleId?: ScheduleId | undefined;
    triggerId?: TriggerId | undefined;
    /** Started at or after it. */
    from?: Date | undefined;
    /** Started before it. */
    to?: Date | undefined;
    apiKeyId?: ApiKeyId | undefined;
    memberId?: string | undefined;
    model?: string | undefined;
    errorCode?: string | undefined;
    after: RunId | null;
    limit: number;
  },
): Promise<RunRow[]> {
  const { teamId, agentId, status, origin, scheduleId, triggerId, after, limit } = filter;
  // Only the conditions that hold are written out, so that each plan finds the index made for it.
  const ofAgent = agentId === null ? sql`` : sql`and agent_id = ${agentId}`;
  const withStatus = status === null ? sql`` : sql`and status = ${status}`;
  const by = origin === undefined ? sql`` : startedBy[origin];
  const ofSchedule = scheduleId === undefined ? sql`` : sql`and schedule_id = ${scheduleId}`;
  const ofTrigger = triggerId === undefined ? sql`` : sql`and trigger_id = ${triggerId}`;
  const { from, to, apiKeyId, memberId, model, errorCode } = filter;
  const behind = sql.join(
    [
      from === undefined ? sql`` : sql`and created_at >= ${from}`,
      to === undefined ? sql`` : sql`and created_at < ${to}`,
      apiKeyId === undefined ? sql`` : sql`and api_key_id = ${apiKeyId}`,
      memberId === undefined ? sql`` : sql`and created_by = ${memberId}`,
      model === undefined ? sql`` : sql`and model = ${model}`,
      errorCode === undefined ? sql`` : sql`and error ->> 'code' = ${errorCode}`,
    ],
    sql` `,
  );
  const older =
    after === null
      ? sql``
      : sql`and (created_at, id) <
          ((select created_at from public.runs where team_id = ${teamId} and id = ${after}), ${after})`;
  const { rows } = await sql<RunRow>`
    with run as (
      select * from public.runs
      where team_id = ${teamId} ${ofAgent} ${withStatus} ${by} ${ofSchedule} ${ofTrigger} ${behind} ${older}
      order by created_at desc, id desc
      limit ${limit}
    )
    select ${runColumns}
    from run
    join public.agents agent on agent.team_id = run.team_id and agent.id = run.agent_id
    order by run.created_at desc, run.id desc`.execute(tx);
  return rows;
}
