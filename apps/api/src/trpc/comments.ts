import {
  addCommentInputSchema,
  type CommentId,
  type CommentThreadId,
  commentIdInputSchema,
  commentThreadIdInputSchema,
  editCommentInputSchema,
  listCommentsInputSchema,
  resolveThreadInputSchema,
  startCommentThreadInputSchema,
} from '@agent-factory/contracts';
import {
  addComment,
  deleteComment,
  editComment,
  listComments,
  markCommentsRead,
  resolveThread,
  startCommentThread,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const comments = {
  list: procedure
    .input(listCommentsInputSchema)
    .query(({ ctx, input }) => listComments({ ctx: ctx.verb, input })),
  start: procedure
    .input(startCommentThreadInputSchema)
    .mutation(({ ctx, input }) => startCommentThread({ ctx: ctx.verb, input })),
  add: procedure
    .input(addCommentInputSchema)
    .mutation(({ ctx, input }) => addComment({ ctx: ctx.verb, input })),
  edit: procedure
    .input(editCommentInputSchema)
    .mutation(({ ctx, input }) => editComment({ ctx: ctx.verb, input })),
  delete: procedure
    .input(commentIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: CommentId }> => {
      await deleteComment({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
  resolve: procedure
    .input(resolveThreadInputSchema)
    .mutation(({ ctx, input }) => resolveThread({ ctx: ctx.verb, input })),
  markRead: procedure
    .input(commentThreadIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: CommentThreadId }> => {
      await markCommentsRead({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;
