import { listThreadsInputSchema, type ThreadId } from '@agent-factory/contracts';
import {
  deleteThread,
  getThread,
  getThreadVerbInputSchema,
  listThreads,
  threadIdInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const threads = {
  list: procedure
    .input(listThreadsInputSchema.prefault({}))
    .query(({ ctx, input }) => listThreads({ ctx: ctx.verb, input })),
  get: procedure
    .input(getThreadVerbInputSchema)
    .query(({ ctx, input }) => getThread({ ctx: ctx.verb, input })),
  delete: procedure.input(threadIdInputSchema).mutation(async ({ ctx, input }): Promise<{ id: ThreadId }> => {
    await deleteThread({ ctx: ctx.verb, input });
    return { id: input.id };
  }),
} satisfies TRPCRouterRecord;
