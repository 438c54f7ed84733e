import { agentLabelInputSchema } from '@agent-factory/contracts';
import {
  insertLabelMove,
  listLabels,
  selectPinnedVersion,
  violatesConstraint,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireAgent } from '../../access/require-agent.ts';
import { requireScope } from '../../access/require-scope.ts';
import { recordAudit } from '../../audit/record.ts';
import type { ServiceContext } from '../../service-context.ts';
import { publishEvent } from '../../webhooks/publish.ts';
import { movedMeanwhile } from './move.ts';

/**
 * Takes a label away: what asks for it is refused from then on, but for `draft`, which is the newest version then.
 * Errors: `not_found` (agent, or a label that is nowhere), `conflict` where somebody moved it first.
 */
export async function removeAgentLabel({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentLabelInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'agents:write');
  const { agent_id: agentId, label } = parseInput(agentLabelInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'move_label' } as const;
  const removed = withTenant(ctx.db, system, async (tx) => {
    const agent = await selectPinnedVersion(tx, { agentId, teamId, version: null });
    if (agent === undefined) throw notFound('agent');
    const last = (await listLabels(tx, { teamId, agentId })).find((row) => row.label === label);
    if (last === undefined || last.version === null) throw notFound('label');
    await insertLabelMove(tx, {
      ...{ teamId, agentId, label, move: last.move + 1, version: null, attestationId: null, reason: null },
      movedBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    await recordAudit(tx, ctx, {
      action: 'agent.label_moved',
      target: { id: agentId, name: agent.agentName },
      before: { label, version: last.version, spec_hash: last.specHash },
      after: { label, version: null },
    });
    await publishEvent(tx, {
      teamId,
      type: 'agent.label_moved',
      data: {
        agent_id: agentId,
        agent: agent.agentName,
        label,
        version: null,
        spec_hash: null,
        from_version: last.version,
      },
    });
  });
  await removed.catch((error: unknown) => {
    throw violatesConstraint(error, 'agent_label_moves_pkey') ? movedMeanwhile(label, null) : error;
  });
}
