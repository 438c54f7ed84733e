import { type CommentThread, listCommentsInputSchema } from '@agent-factory/contracts';
import { listCommentThreads, selectAgent, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { commentThreadView } from './thread-view.ts';

/** Threads of comments on an agent's spec, those begun last first. Errors: `not_found`. */
export async function listComments({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listCommentsInputSchema>;
}): Promise<{ items: CommentThread[]; next_cursor: string | null }> {
  const { actor } = ctx;
  requireScope(actor, 'agents:read');
  const { agent_id: agentId, state, limit, cursor } = parseInput(listCommentsInputSchema, input);
  requireAgent(actor, agentId);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'commentThread');
  const { teamId } = actor;
  const userId = actor.type === 'user' ? actor.userId : null;
  const rows = await withTenant(ctx.db, actor, async (tx) => {
    if ((await selectAgent(tx, { id: agentId, teamId })) === undefined) throw notFound('agent');
    return listCommentThreads(tx, { teamId, userId, agentId, state, after, limit: limit + 1 });
  });
  return pageFrom(rows, limit, (row) => commentThreadView(row, userId));
}
