import { listThreadsInputSchema, type ThreadSummary } from '@agent-factory/contracts';
import { agentWasMade, listThreads as listThreadRows, withTenantOnce } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { threadSummary } from './thread-view.ts';

/** The team's threads, those used last first. Errors: `not_found` for an `agent_id` that the team never had. */
export async function listThreads({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listThreadsInputSchema>;
}): Promise<{ items: ThreadSummary[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'runs:read');
  const { agent_id, limit, cursor } = parseInput(listThreadsInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'thread');
  const { teamId } = ctx.actor;
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listThreadRows(tx, { teamId, agentId: agent_id ?? null, after, limit: limit + 1 }),
  );
  // Asked only when there is nothing, so that a page with threads costs one query.
  if (rows.length === 0 && agent_id !== undefined) {
    const asked = { id: agent_id, teamId };
    const made = await withTenantOnce(ctx.db, ctx.actor, (tx) => agentWasMade(tx, asked));
    if (!made) throw notFound('agent');
  }
  return pageFrom(rows, limit, threadSummary);
}
