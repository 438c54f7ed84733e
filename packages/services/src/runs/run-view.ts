import { nanoUsdToUsd, type RunView, type StartedBy } from '@agent-factory/contracts';
import type { RunRow } from '@agent-factory/db';

export function runView(row: RunRow): RunView {
  const executionMs =
    row.startedAt === null || row.finishedAt === null
      ? null
      : Math.max(0, row.finishedAt.getTime() - row.startedAt.getTime() - row.waitedMs);
  return {
    run_id: row.id,
    agent_id: row.agentId,
    agent_name: row.agentName,
    thread_id: row.threadId,
    status: row.status,
    input: row.input,
    output: row.output,
    error: row.error,
    cost: nanoUsdToUsd(row.costNanoUsd),
    tokens: {
      input: row.tokensInput,
      output: row.tokensOutput,
      total: row.tokensInput + row.tokensOutput,
    },
    execution_time: executionMs === null ? null : executionMs / 1000,
    model: row.model,
    version: row.version,
    spec_hash: row.specHash,
    tried_model: row.triedModel,
    started_by: startedByOf(row),
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

function startedByOf({ createdBy, apiKeyId, scheduleId, triggerId, startedAs }: RunRow): StartedBy {
  if (scheduleId !== null) return { type: 'schedule', id: scheduleId, name: startedAs };
  if (triggerId !== null) return { type: 'trigger', id: triggerId, name: startedAs };
  if (apiKeyId !== null) return { type: 'key', id: apiKeyId, name: startedAs };
  return { type: 'person', id: createdBy, name: startedAs };
}
