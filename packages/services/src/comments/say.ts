import {
  type AgentId,
  AppError,
  type CommentId,
  type CommentThreadId,
  commentLimits,
  newId,
} from '@agent-factory/contracts';
import { insertComment, type MentionedRow, selectProfile, type Transaction } from '@agent-factory/db';
import type { Person } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { noteMentions, withNames } from './mentions.ts';

/** What is to be told once the comment is there for good. */
export interface Said {
  id: CommentId;
  told: MentionedRow[];
  authorName: string;
  /** With names in it. */
  said: string;
}

/** Writes a comment into a thread that is there, in the transaction of its author. Errors: `conflict`, `invalid_input`. */
export async function say(
  tx: Transaction,
  ctx: ServiceContext,
  {
    actor,
    agent,
    threadId,
    body,
  }: { actor: Person; agent: { id: AgentId; name: string }; threadId: CommentThreadId; body: string },
): Promise<Said> {
  const { userId: authorId, teamId } = actor;
  const now = ctx.clock.now();
  const id = newId('comment', now);
  const atMost = commentLimits.comments;
  if (
    !(await insertComment(tx, { id, teamId, threadId, authorId, body, createdAt: new Date(now), atMost }))
  ) {
    throw new AppError('conflict', `This thread has ${atMost} comments. Begin another.`);
  }
  const { told, names, count } = await noteMentions(tx, { id, teamId, agentId: agent.id, body, authorId });
  await recordAudit(tx, ctx, {
    action: 'comment.added',
    target: { id, name: agent.name },
    after: { agent_id: agent.id, thread_id: threadId, mentions: count },
  });
  const profile = await selectProfile(tx, authorId);
  return {
    id,
    told,
    authorName: profile?.name || profile?.email || 'Somebody',
    said: withNames(body, names),
  };
}
