import {
  AppError,
  type CommentPlace,
  type CommentThread,
  commentLimits,
  newId,
  startCommentThreadInputSchema,
} from '@agent-factory/contracts';
import { insertCommentThread, selectAgent, withTenant } from '@agent-factory/db';
import * as Y from 'yjs';
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

/**
 * Says something about an agent's spec, or a place of it; whoever reads the agent may. Those who are mentioned are told by
 * mail. Errors: `not_found`, `invalid_input`, `conflict` where the agent has too many threads; `forbidden` for a key.
 */
export async function startCommentThread({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof startCommentThreadInputSchema>;
}): Promise<CommentThread> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { agent_id: agentId, place, body } = parseInput(startCommentThreadInputSchema, input);
  requirePositions(place);
  const { teamId, userId } = actor;
  const { document: documentId, start: startAt, end: endAt, path, quote } = place;
  const atMost = commentLimits.threads;
  const { said, agent, row } = await withTenant(ctx.db, actor, async (tx) => {
    const agent = await selectAgent(tx, { id: agentId, teamId });
    if (agent === undefined) throw notFound('agent');
    const now = ctx.clock.now();
    const id = newId('commentThread', now);
    const made = await insertCommentThread(tx, {
      ...{ id, teamId, agentId, documentId, startAt, endAt, path, quote, createdBy: userId },
      ...{ createdAt: new Date(now), atMost },
    });
    if (!made) {
      throw new AppError(
        'conflict',
        `This agent has ${atMost} threads of comments. Delete some that are done.`,
      );
    }
    const said = await say(tx, ctx, { actor, agent, threadId: id, body });
    return { said, agent, row: await readThread(tx, { id, teamId, userId }) };
  });
  ctx.bus.announce({ runId: agentId, kind: 'comments' });
  await tellMentioned(ctx, {
    ...said,
    agent: { id: agentId, title: agent.title ?? agent.name },
    threadId: row.id,
  });
  return commentThreadView(row, userId);
}

/** Throws `invalid_input` for what no Yjs document could follow. */
function requirePositions({ start, end }: CommentPlace): void {
  for (const [name, position] of Object.entries({ start, end })) {
    if (position === null) continue;
    try {
      Y.decodeRelativePosition(Buffer.from(position, 'base64'));
    } catch {
      throw new AppError('invalid_input', `place.${name}: this is no Yjs relative position in base64.`);
    }
  }
}
