import { newId } from '@agent-factory/contracts';
import type * as statements from '../index.ts';
import type { Tenant } from './tenants.ts';

type Room = typeof statements;
type Try = (room: Room, tx: statements.Transaction, own: Tenant, foreign: Tenant) => Promise<unknown>;

const at = new Date('2999-01-01');
const theirs = (own: Tenant, foreign: Tenant) => ({ teamId: own.teamId, id: foreign.commentId });
const theirThread = (own: Tenant, foreign: Tenant) => ({ teamId: own.teamId, id: foreign.commentThreadId });

/** The statements of `queries/comments`, as the own team asks for what is the other's; see `explicit-tenant.test.ts`. */
export const commentTries: Record<string, Try> = {
  deleteComment: (room, tx, a, b) => room.deleteComment(tx, theirs(a, b)),
  deleteEmptyThread: (room, tx, a, b) => room.deleteEmptyThread(tx, theirThread(a, b)),
  insertComment: (room, tx, a, b) =>
    room.insertComment(tx, {
      ...{ id: newId('comment'), teamId: a.teamId, threadId: b.commentThreadId, authorId: b.users.owner },
      ...{ body: 'x', createdAt: at, atMost: 9 },
    }),
  insertCommentThread: (room, tx, a, b) =>
    room.insertCommentThread(tx, {
      ...{ id: newId('commentThread'), teamId: a.teamId, agentId: b.agentId, createdBy: b.users.owner },
      ...{ documentId: null, startAt: null, endAt: null, path: null, quote: '', createdAt: at, atMost: 9 },
    }),
  listCommentThreads: (room, tx, a, b) =>
    room.listCommentThreads(tx, {
      ...{ teamId: a.teamId, userId: b.users.owner, agentId: b.agentId, state: 'all', after: null, limit: 9 },
    }),
  listMentioned: (room, tx, a, b) =>
    room.listMentioned(tx, { teamId: a.teamId, userIds: Object.values(b.users) }),
  markThreadRead: (room, tx, a, b) =>
    room.markThreadRead(tx, { ...theirThread(a, b), userId: b.users.owner, at }),
  resolveCommentThread: (room, tx, a, b) =>
    room.resolveCommentThread(tx, { ...theirThread(a, b), resolved: { at, by: b.users.owner } }),
  selectComment: (room, tx, a, b) => room.selectComment(tx, theirs(a, b)),
  setCommentMentions: (room, tx, a, b) =>
    room.setCommentMentions(tx, { ...theirs(a, b), agentId: b.agentId, userIds: [b.users.viewer] }),
  updateComment: (room, tx, a, b) =>
    room.updateComment(tx, { ...theirs(a, b), authorId: b.users.owner, body: 'taken', editedAt: at }),
};

/** Those that only a member may ask: all of them. */
export const commentsAsMember = Object.keys(commentTries);
