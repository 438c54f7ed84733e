import { type AgentLabelsView, agentIdSchema } from '@agent-factory/contracts';
import { listLabelMoves, listLabels, selectPinnedVersion, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireAgent } from '../../access/require-agent.ts';
import { requireScope } from '../../access/require-scope.ts';
import type { ServiceContext } from '../../service-context.ts';
import { isSet, labelView } from './label-view.ts';

export const listLabelsInputSchema = z.strictObject({ agent_id: agentIdSchema });

/** Where an agent's labels stand, and how they came there. Errors: `not_found`. */
export async function listAgentLabels({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listLabelsInputSchema>;
}): Promise<AgentLabelsView> {
  requireScope(ctx.actor, 'agents:read');
  const { agent_id: agentId } = parseInput(listLabelsInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const agent = await selectPinnedVersion(tx, { agentId, teamId, version: null });
    if (agent === undefined) throw notFound('agent');
    const labels = await listLabels(tx, { teamId, agentId });
    const moves = await listLabelMoves(tx, { teamId, agentId, limit: 50 });
    const items = [];
    for (const row of labels.filter(isSet)) items.push(await labelView(tx, ctx, row));
    return {
      items,
      moves: moves.map((row) => ({
        label: row.label,
        move: row.move,
        version: row.version,
        spec_hash: row.specHash,
        guarded: row.attestationId !== null,
        attestation_id: row.attestationId,
        reason: row.reason,
        moved_by: row.movedBy,
        moved_at: row.movedAt.toISOString(),
      })),
    };
  });
}
