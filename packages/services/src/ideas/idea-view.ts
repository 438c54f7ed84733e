import { type IdeaEvaluation, type IdeaView, nanoUsdToUsd } from '@agent-factory/contracts';
import type { IdeaRow } from '@agent-factory/db';

export function ideaView(row: IdeaRow): IdeaView {
  return {
    idea_id: row.id,
    idea: row.idea,
    status: row.evaluation === null ? 'researching' : 'evaluated',
    agent_id: row.agentId,
    run_id: row.runId,
    run_status: row.runStatus,
    run_error: row.runError,
    cost: nanoUsdToUsd(row.costNanoUsd),
    evaluation: row.evaluation === null ? null : storedEvaluation(row.evaluation),
    shared_at: row.sharedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    evaluated_at: row.evaluatedAt?.toISOString() ?? null,
  };
}

/** Guaranteed by `settle-ideas.ts`, which alone writes the column. */
export function storedEvaluation(evaluation: unknown): IdeaEvaluation {
  return evaluation as IdeaEvaluation;
}
