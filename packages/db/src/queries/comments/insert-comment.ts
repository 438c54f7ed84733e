import type { CommentId, CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False, and nothing written, where there is no such thread or it has `atMost`. */
export async function insertComment(
  tx: Transaction,
  comment: {
    id: CommentId;
    teamId: TeamId;
    threadId: CommentThreadId;
    authorId: string;
    body: string;
    createdAt: Date;
    atMost: number;
  },
): Promise<boolean> {
  const { teamId, threadId } = comment;
  const { rows } = await sql`
    insert into public.spec_comments (id, team_id, agent_id, thread_id, author_id, body, created_at)
    select ${comment.id}, thread.team_id, thread.agent_id, thread.id, ${comment.authorId}::uuid, ${comment.body},
      ${comment.createdAt}
    from public.spec_comment_threads thread
    where thread.team_id = ${teamId} and thread.id = ${threadId} and ${comment.atMost} > (
      select count(*) from public.spec_comments said where said.team_id = ${teamId} and said.thread_id = ${threadId}
    )
    returning 1`.execute(tx);
  return rows.length === 1;
}
