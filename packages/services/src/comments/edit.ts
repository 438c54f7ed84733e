import { AppError, type CommentThread, editCommentInputSchema } from '@agent-factory/contracts';
import { selectAgent, selectComment, selectProfile, updateComment, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { noteMentions, withNames } from './mentions.ts';
import { readThread } from './read-thread.ts';
import { tellMentioned } from './tell-mentioned.ts';
import { commentThreadView } from './thread-view.ts';

/** Changes one's own comment; who is mentioned anew is told. Errors: `not_found`, `forbidden`, `invalid_input`. */
export async function editComment({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof editCommentInputSchema>;
}): Promise<CommentThread> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id, body } = parseInput(editCommentInputSchema, input);
  const { teamId, userId } = actor;
  const { said, agent, row } = await withTenant(ctx.db, actor, async (tx) => {
    const found = await selectComment(tx, { id, teamId });
    if (found === undefined) throw notFound('comment');
    const { agentId, threadId } = found;
    const agent = await selectAgent(tx, { id: agentId, teamId });
    if (agent === undefined) throw notFound('comment');
    const editedAt = new Date(ctx.clock.now());
    if (!(await updateComment(tx, { id, teamId, authorId: userId, body, editedAt }))) {
      throw new AppError('forbidden', 'This comment is another’s. Answer it with one of your own.');
    }
    const { told, names, count } = await noteMentions(tx, { id, teamId, agentId, body, authorId: userId });
    await recordAudit(tx, ctx, {
      action: 'comment.edited',
      target: { id, name: agent.name },
      after: { agent_id: agentId, thread_id: threadId, mentions: count },
    });
    const profile = await selectProfile(tx, userId);
    const authorName = profile?.name || profile?.email || 'Somebody';
    const said = { told, authorName, said: withNames(body, names) };
    return { said, agent, row: await readThread(tx, { id: threadId, teamId, userId }) };
  });
  ctx.bus.announce({ runId: row.agentId, kind: 'comments' });
  const title = agent.title ?? agent.name;
  await tellMentioned(ctx, { ...said, agent: { id: row.agentId, title }, threadId: row.id });
  return commentThreadView(row, userId);
}
