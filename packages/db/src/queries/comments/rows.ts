import type { AgentId, CommentId, CommentThreadId } from '@agent-factory/contracts';

interface CommentPersonRow {
  id: string;
  /** Null where the reader may not see it, and for who has left. */
  name: string | null;
}

interface CommentRow {
  id: CommentId;
  author: CommentPersonRow | null;
  body: string;
  mentions: CommentPersonRow[];
  /** ISO 8601, as JSON holds it. */
  createdAt: string;
  editedAt: string | null;
}

export interface CommentThreadRow {
  id: CommentThreadId;
  agentId: AgentId;
  documentId: string | null;
  startAt: string | null;
  endAt: string | null;
  path: (string | number)[] | null;
  quote: string;
  createdBy: string | null;
  createdAt: Date;
  resolvedAt: Date | null;
  resolvedBy: CommentPersonRow | null;
  unread: boolean;
  comments: CommentRow[];
}
