import { addCommentInputSchema, type CommentThread } from '@agent-factory/contracts';
import { selectAgent, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readThread } from './read-thread.ts';
import { say } from './say.ts';
import { tellMentioned } from './tell-mentioned.ts';
import { commentThreadView } from './thread-view.ts';

/** Answers in a thread. Errors: `not_found`, `invalid_input`, `conflict` where it is full; `forbidden` for a key. */
export async function addComment({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof addCommentInputSchema>;
}): Promise<CommentThread> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { thread_id: threadId, body } = parseInput(addCommentInputSchema, input);
  const { teamId, userId } = actor;
  const { said, agent, row } = await withTenant(ctx.db, actor, async (tx) => {
    const thread = await readThread(tx, { id: threadId, teamId, userId });
    const agent = await selectAgent(tx, { id: thread.agentId, teamId });
    if (agent === undefined) throw notFound('agent');
    const said = await say(tx, ctx, { actor, agent, threadId, body });
    return { said, agent, row: await readThread(tx, { id: threadId, teamId, userId }) };
  });
  ctx.bus.announce({ runId: row.agentId, kind: 'comments' });
  await tellMentioned(ctx, {
    ...said,
    agent: { id: row.agentId, title: agent.title ?? agent.name },
    threadId,
  });
  return commentThreadView(row, userId);
}
