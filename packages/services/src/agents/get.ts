import { type AgentView, agentIdSchema } from '@agent-factory/contracts';
import { selectAgent, withTenantOnce } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentSummary } from './agent-view.ts';

export const agentIdInputSchema = z.strictObject({ id: agentIdSchema });

/** The agent at its newest version. Errors: `not_found`. */
export async function getAgent({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentIdInputSchema>;
}): Promise<AgentView> {
  requireScope(ctx.actor, 'agents:read');
  const { id } = parseInput(agentIdInputSchema, input);
  requireAgent(ctx.actor, id);
  const row = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    selectAgent(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('agent');
  return { ...agentSummary(row), spec: row.spec };
}
