import type { AgentId, CommentId, CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

interface CommentPlaceRow {
  agentId: AgentId;
  threadId: CommentThreadId;
  authorId: string | null;
}

/** Where a comment stands and whose it is. */
export async function selectComment(
  tx: Transaction,
  { id, teamId }: { id: CommentId; teamId: TeamId },
): Promise<CommentPlaceRow | undefined> {
  const { rows } = await sql<CommentPlaceRow>`
    select comment.agent_id as "agentId", comment.thread_id as "threadId", comment.author_id as "authorId"
    from public.spec_comments comment
    where comment.team_id = ${teamId} and comment.id = ${id}`.execute(tx);
  return rows[0];
}
