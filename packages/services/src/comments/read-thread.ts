import type { CommentThreadId, TeamId } from '@agent-factory/contracts';
import { type CommentThreadRow, listCommentThreads, selectAgent, type Transaction } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';

/** A thread as its reader sees it. Throws `not_found`, also for one of an agent that was deleted. */
export async function readThread(
  tx: Transaction,
  { id, teamId, userId }: { id: CommentThreadId; teamId: TeamId; userId: string },
): Promise<CommentThreadRow> {
  const [row] = await listCommentThreads(tx, { id, teamId, userId, state: 'all', after: null, limit: 1 });
  if (row === undefined) throw notFound('thread of comments');
  if ((await selectAgent(tx, { id: row.agentId, teamId })) === undefined)
    throw notFound('thread of comments');
  return row;
}
