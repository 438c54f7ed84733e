import { listRunsInputSchema, type RunView } from '@agent-factory/contracts';
import { agentWasMade, listRuns as listRunRows, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { runView } from './run-view.ts';

/** The team's runs, newest first. Errors: `not_found` for an `agent_id` that the team never had. */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listRunsInputSchema>;
}): Promise<{ items: RunView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'runs:read');
  const { agent_id, status, limit, cursor } = parseInput(listRunsInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'run');
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const found = await listRunRows(tx, {
      teamId,
      agentId: agent_id ?? null,
      status: status ?? null,
      after,
      limit: limit + 1,
    });
    // Asked only when there is nothing, so that a page with runs costs one query.
    if (found.length === 0 && agent_id !== undefined && !(await agentWasMade(tx, { id: agent_id, teamId }))) {
      throw notFound('agent');
    }
    return found;
  });
  return pageFrom(rows, limit, runView);
}
