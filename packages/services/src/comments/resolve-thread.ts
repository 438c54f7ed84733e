import { AppError, type CommentThread, resolveThreadInputSchema, roleHas } from '@agent-factory/contracts';
import { resolveCommentThread, selectAgent, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readThread } from './read-thread.ts';
import { commentThreadView } from './thread-view.ts';

/**
 * Resolves a thread or opens it again, for editors and whoever began it. One that is so already stays as it is. Errors:
 * `not_found`, `forbidden`.
 */
export async function resolveThread({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof resolveThreadInputSchema>;
}): Promise<CommentThread> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id, resolved } = parseInput(resolveThreadInputSchema, input);
  const { teamId, userId } = actor;
  const row = await withTenant(ctx.db, actor, async (tx) => {
    const thread = await readThread(tx, { id, teamId, userId });
    if (thread.createdBy !== userId && !roleHas(actor.role, 'agents:write')) {
      throw new AppError(
        'forbidden',
        'Editors resolve threads, and whoever began them. Answer in it instead.',
      );
    }
    const to = resolved ? { at: new Date(ctx.clock.now()), by: userId } : null;
    if (!(await resolveCommentThread(tx, { id, teamId, resolved: to }))) return thread;
    const agent = await selectAgent(tx, { id: thread.agentId, teamId });
    if (agent === undefined) throw notFound('thread of comments');
    await recordAudit(tx, ctx, {
      action: resolved ? 'comment_thread.resolved' : 'comment_thread.reopened',
      target: { id, name: agent.name },
      after: { agent_id: thread.agentId, thread_id: id },
    });
    return readThread(tx, { id, teamId, userId });
  });
  ctx.bus.announce({ runId: row.agentId, kind: 'comments' });
  return commentThreadView(row, userId);
}
