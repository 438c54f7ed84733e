import { type AgentSummary, pageInputSchema } from '@agent-factory/contracts';
import { listAgents as listAgentRows, withTenantOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentSummary } from './agent-view.ts';

/** The team's agents, newest first. */
export async function listAgents({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pageInputSchema>;
}): Promise<{ items: AgentSummary[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'agents:read');
  const { limit, cursor } = parseInput(pageInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'agent');
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listAgentRows(tx, { teamId: ctx.actor.teamId, after, limit: limit + 1 }),
  );
  return pageFrom(rows, limit, agentSummary);
}
