import type { AgentId, CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CommentThreadRow } from './rows.ts';

/**
 * Threads with all that was said in them, the newest first; after the thread `after`, or the one named by `id`; a
 * foreign `after` finds nothing. Those without comments are about to go. `userId` is the reader, who has read some; null
 * for a program.
 */
export async function listCommentThreads(
  tx: Transaction,
  filter: {
    teamId: TeamId;
    userId: string | null;
    agentId?: AgentId;
    id?: CommentThreadId;
    state: 'open' | 'resolved' | 'all';
    after: CommentThreadId | null;
    limit: number;
  },
): Promise<CommentThreadRow[]> {
  const { teamId, userId, agentId, id, state, after, limit } = filter;
  const named = id === undefined ? sql`` : sql`and thread.id = ${id}`;
  const ofAgent = agentId === undefined ? sql`` : sql`and thread.agent_id = ${agentId}`;
  const inState =
    state === 'all'
      ? sql``
      : state === 'open'
        ? sql`and thread.resolved_at is null`
        : sql`and thread.resolved_at is not null`;
  const older =
    after === null
      ? sql``
      : sql`and thread.id <
          (select id from public.spec_comment_threads where team_id = ${teamId} and id = ${after})`;
  const { rows } = await sql<CommentThreadRow>`
    select thread.id, thread.agent_id as "agentId", thread.document_id as "documentId", thread.start_at as "startAt",
      thread.end_at as "endAt", thread.path, thread.quote, thread.created_by as "createdBy",
      thread.created_at as "createdAt", thread.resolved_at as "resolvedAt",
      case when thread.resolved_by is not null
        then jsonb_build_object('id', thread.resolved_by, 'name', nullif(resolver.name, '')) end as "resolvedBy",
      said.comments, coalesce(said.newest > coalesce(seen.read_at, '-infinity'), false) as unread
    from public.spec_comment_threads thread
    left join public.profiles resolver on resolver.id = thread.resolved_by
    left join public.spec_comment_reads seen
      on seen.team_id = thread.team_id and seen.thread_id = thread.id and seen.user_id = ${userId}::uuid
    cross join lateral (
      select jsonb_agg(
          jsonb_build_object(
            'id', comment.id,
            'author', case when comment.author_id is not null
              then jsonb_build_object('id', comment.author_id, 'name', nullif(author.name, '')) end,
            'body', comment.body,
            'createdAt', comment.created_at,
            'editedAt', comment.edited_at,
            'mentions', coalesce(
              (
                select jsonb_agg(
                  jsonb_build_object('id', mention.user_id, 'name', nullif(mentioned.name, '')) order by mention.user_id)
                from public.spec_comment_mentions mention
                left join public.profiles mentioned on mentioned.id = mention.user_id
                where mention.team_id = comment.team_id and mention.comment_id = comment.id
              ),
              '[]')
          )
          order by comment.created_at, comment.id
        ) as comments,
        max(comment.created_at) filter (where ${userId}::uuid is not null and comment.author_id is distinct from ${userId}::uuid)
          as newest
      from public.spec_comments comment
      left join public.profiles author on author.id = comment.author_id
      where comment.team_id = thread.team_id and comment.thread_id = thread.id
    ) said
    where thread.team_id = ${teamId} ${named} ${ofAgent} ${inState} ${older} and said.comments is not null
    order by thread.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
