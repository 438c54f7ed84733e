import type { AgentId, IdeaId, RunError, RunId, RunStatus } from '@agent-factory/contracts';
import { sql } from 'kysely';

export interface IdeaRow {
  id: IdeaId;
  idea: string;
  agentId: AgentId;
  runId: RunId;
  /** Null once its thread was deleted, and it with that. */
  runStatus: RunStatus | null;
  runError: RunError | null;
  costNanoUsd: number;
  evaluation: unknown;
  evaluatedAt: Date | null;
  sharedAt: Date | null;
  createdAt: Date;
}

/** The columns of an IdeaRow, of `idea` with its `run`. */
export const ideaColumns = sql`
  idea.id, idea.idea, idea.agent_id as "agentId", idea.run_id as "runId", run.status as "runStatus", run.error as "runError",
  coalesce(run.cost_nano_usd, 0) as "costNanoUsd", idea.evaluation, idea.evaluated_at as "evaluatedAt",
  idea.shared_at as "sharedAt", idea.created_at as "createdAt"`;
