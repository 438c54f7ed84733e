import type {
  AgentId,
  ApiKeyId,
  RunError,
  RunId,
  RunStatus,
  ScheduleId,
  ThreadId,
  TriggerId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

/** A run as its readers see it. Money in 10⁻⁹ USD. */
export interface RunRow {
  id: RunId;
  agentId: AgentId;
  agentName: string;
  threadId: ThreadId;
  status: RunStatus;
  input: unknown;
  output: unknown;
  error: RunError | null;
  tokensInput: number;
  tokensOutput: number;
  costNanoUsd: number;
  model: string | null;
  version: number;
  specHash: string;
  /** The model that was tried in place of the version's own. */
  triedModel: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** How long it has waited for people, until now or its last wait. */
  waitedMs: number;
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
  scheduleId: ScheduleId | null;
  triggerId: TriggerId | null;
  /** Name of the key, schedule or trigger as it was then, else of the person where the reader may know it. */
  startedAs: string | null;
}

/** The columns of a RunRow, of `run` joined with its `agent`. */
export const runColumns = sql`
  run.id, run.agent_id as "agentId", agent.name as "agentName", run.thread_id as "threadId", run.status,
  run.input, run.output, run.error, run.tokens_input as "tokensInput", run.tokens_output as "tokensOutput",
  run.cost_nano_usd as "costNanoUsd", run.model, run.version, run.spec_hash as "specHash", run.tried_model as "triedModel",
  run.created_at as "createdAt", run.started_at as "startedAt", run.finished_at as "finishedAt",
  run.waited_ms as "waitedMs", run.created_by as "createdBy", run.api_key_id as "apiKeyId",
  run.schedule_id as "scheduleId", run.trigger_id as "triggerId",
  coalesce(run.started_as, (select person.name from public.profiles person where person.id = run.created_by))
    as "startedAs"`;
