import type { AgentVersionView } from '@agent-factory/contracts';
import { listAgentVersions as listVersionRows, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentIdInputSchema } from './get.ts';

/** The newest 100 versions of an agent, newest first. Errors: `not_found`. */
export async function listAgentVersions({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof agentIdInputSchema>;
}): Promise<{ items: AgentVersionView[] }> {
  requireScope(ctx.actor, 'agents:read');
  const { id } = parseInput(agentIdInputSchema, input);
  requireAgent(ctx.actor, id);
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listVersionRows(tx, { id, teamId: ctx.actor.teamId, limit: 100 }),
  );
  // An agent has a version from the moment it exists.
  if (rows.length === 0) throw notFound('agent');
  return {
    items: rows.map((row) => ({
      version: row.version,
      spec_hash: row.specHash,
      message: row.message,
      created_at: row.createdAt.toISOString(),
      created_by: row.createdBy,
      spec: row.spec,
    })),
  };
}
