import type { AgentId } from '@agent-factory/contracts';
import { selectPinnedVersion, type Transaction } from '@agent-factory/db';
import { compileSpec, validateInput } from '@agent-factory/orchestrator';
import { notFound } from '../access/not-found.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { runInput } from '../runs/run-input.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * Holds what every run is to get against the newest version of the agent, so that it is wrong now and not at night.
 * Errors: `not_found`, `invalid_input`, `spec_not_runnable`.
 */
export async function checkAgentInput(
  tx: Transaction,
  { actor }: ServiceContext,
  { agentId, input }: { agentId: AgentId; input: Record<string, unknown> },
): Promise<{ agentName: string }> {
  const { teamId } = actor;
  const pinned = await selectPinnedVersion(tx, { agentId, teamId, version: null });
  if (pinned === undefined || pinned.id === null) throw notFound('agent');
  const spec = await loadSpec(tx, { id: pinned.id, teamId, specHash: pinned.specHash });
  validateInput(compileSpec(spec, pinned.specHash), runInput({ input }));
  return { agentName: pinned.agentName };
}
