import type { AgentId, RunError, RunId, RunStatus, ThreadId } from '@agent-factory/contracts';
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
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** How long it has waited for people, until now or its last wait. */
  waitedMs: number;
}

/** The columns of a RunRow, of `run` joined with its `agent`. */
export const runColumns = sql`
  run.id, run.agent_id as "agentId", agent.name as "agentName", run.thread_id as "threadId", run.status,
  run.input, run.output, run.error, run.tokens_input as "tokensInput", run.tokens_output as "tokensOutput",
  run.cost_nano_usd as "costNanoUsd", run.model, run.version, run.spec_hash as "specHash",
  run.created_at as "createdAt", run.started_at as "startedAt", run.finished_at as "finishedAt",
  run.waited_ms as "waitedMs"`;
