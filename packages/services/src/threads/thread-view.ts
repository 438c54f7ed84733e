import { nanoUsdToUsd, type ThreadMessage, type ThreadSummary } from '@agent-factory/contracts';
import type { RunRow, ThreadRow } from '@agent-factory/db';
import { runView } from '../runs/run-view.ts';
import { saidIn, titleOf } from './title-of.ts';

export function threadSummary(row: ThreadRow): ThreadSummary {
  return {
    id: row.id,
    agent_id: row.agentId,
    agent_name: row.agentName,
    agent_title: row.agentTitle,
    closed: row.agentDeleted,
    title: titleOf(row.firstInput),
    runs: row.runs,
    status: row.lastStatus,
    cost: nanoUsdToUsd(row.costNanoUsd),
    created_at: row.createdAt.toISOString(),
    last_run_at: row.lastRunAt.toISOString(),
  };
}

/** A run as it is told in its thread: what was asked, and what came of it. */
export function messagesOf(row: RunRow): [ThreadMessage, ThreadMessage] {
  const run = runView(row);
  return [
    { role: 'user', run_id: run.run_id, at: run.created_at, content: saidIn(run.input) },
    {
      role: 'agent',
      run_id: run.run_id,
      at: run.finished_at,
      status: run.status,
      content: run.output,
      error: run.error,
      cost: run.cost,
      tokens: run.tokens,
      execution_time: run.execution_time,
      model: run.model,
    },
  ];
}
