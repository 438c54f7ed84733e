import {
  clearAgentMemories,
  lockAgent,
  deleteAgent as markAgentDeleted,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentIdInputSchema } from './get.ts';

/** Takes an agent out of use and frees its name; its notes go, its runs stay readable. Errors: `not_found`. */
export async function deleteAgent({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'agents:write');
  const { id } = parseInput(agentIdInputSchema, input);
  requireAgent(ctx.actor, id);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await lockAgent(tx, { id, teamId });
    if (before === undefined) throw notFound('agent');
    await clearAgentMemories(tx, { agentId: id, teamId });
    await markAgentDeleted(tx, { id, teamId, at: new Date(ctx.clock.now()) });
    await recordAudit(tx, ctx, {
      action: 'agent.deleted',
      target: { id, name: before.name },
      before: { ...before, spec_hash: before.specHash },
    });
  });
  ctx.bus.announce({ runId: id, kind: 'document' });
}
