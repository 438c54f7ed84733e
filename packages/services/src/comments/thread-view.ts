import type { CommentThread } from '@agent-factory/contracts';
import type { CommentThreadRow } from '@agent-factory/db';

/** As `userId` reads it; null for a program. */
export function commentThreadView(row: CommentThreadRow, userId: string | null): CommentThread {
  const { documentId, startAt, endAt, path, quote, resolvedAt } = row;
  return {
    id: row.id,
    agent_id: row.agentId,
    place: { document: documentId, start: startAt, end: endAt, path, quote },
    comments: row.comments.map(({ id, author, body, mentions, createdAt, editedAt }) => ({
      ...{ id, author, body, mentions },
      own: userId !== null && author?.id === userId,
      created_at: new Date(createdAt).toISOString(),
      edited_at: editedAt === null ? null : new Date(editedAt).toISOString(),
    })),
    unread: row.unread,
    resolved: resolvedAt === null ? null : { at: resolvedAt.toISOString(), by: row.resolvedBy },
    created_at: row.createdAt.toISOString(),
  };
}
