import { listPatchesInputSchema, type SpecPatchView } from '@agent-factory/contracts';
import { agentWasMade, listSpecPatches, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { patchView } from './patch-view.ts';

/** Patches of an agent, newest first. Errors: `not_found`. */
export async function listPatches({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listPatchesInputSchema>;
}): Promise<{ items: SpecPatchView[] }> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { agent_id: agentId, limit } = parseInput(listPatchesInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  // A key that tests need not be one that reads agents.
  const system = { type: 'system', teamId, reason: 'list_patches' } as const;
  if (!(await withTenant(ctx.db, system, (tx) => agentWasMade(tx, { id: agentId, teamId })))) {
    throw notFound('agent');
  }
  const rows = await withTenant(ctx.db, ctx.actor, (tx) => listSpecPatches(tx, { agentId, teamId, limit }));
  return { items: rows.map(patchView) };
}
