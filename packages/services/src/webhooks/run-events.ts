import { nanoUsdToUsd } from '@agent-factory/contracts';
import type { NewWebhookEvent } from '@agent-factory/db';
import type { ReceiptRun } from '../receipts/receipt-draft.ts';
import type { Ending } from '../runs/execution/ending.ts';
import type { RunUsage } from '../runs/execution/run-usage.ts';
import { newWebhookEvent } from './publish.ts';

/** What the end of a run tells webhooks: where to look and how it went, nothing of what it said. */
export function eventsOfEnd(run: ReceiptRun, ending: Ending, usage: RunUsage, at: number): NewWebhookEvent[] {
  const data = {
    run_id: run.runId,
    agent_id: run.agentId,
    agent: run.agentName,
    status: ending.status,
    cost_usd: nanoUsdToUsd(usage.costNanoUsd),
    error_code: ending.error?.code ?? null,
  };
  const { teamId } = run;
  const finished = newWebhookEvent({ teamId, type: 'run.finished', data, at });
  if (ending.status !== 'failed' && ending.status !== 'refused') return [finished];
  return [finished, newWebhookEvent({ teamId, type: 'run.failed', data, at })];
}
