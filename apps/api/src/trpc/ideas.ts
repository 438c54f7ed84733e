import {
  compareIdeasInputSchema,
  evaluateIdeaInputSchema,
  type IdeaId,
  ideaIdInputSchema,
  pageInputSchema,
} from '@agent-factory/contracts';
import {
  compareIdeas,
  deleteIdea,
  evaluateIdea,
  getIdea,
  listIdeas,
  readSharedIdea,
  shareIdea,
  unshareIdea,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { z } from 'zod';
import { procedure, signedOutProcedure } from './init.ts';

export const ideas = {
  evaluate: procedure
    .input(evaluateIdeaInputSchema)
    .mutation(({ ctx, input }) => evaluateIdea({ ctx: ctx.verb, input })),
  list: procedure
    // Which way an infinite query goes, its client says of its own accord; there is one.
    .input(z.strictObject({ ...pageInputSchema.shape, direction: z.literal('forward').optional() }))
    .query(({ ctx, input: { limit, cursor } }) => listIdeas({ ctx: ctx.verb, input: { limit, cursor } })),
  get: procedure.input(ideaIdInputSchema).query(({ ctx, input }) => getIdea({ ctx: ctx.verb, input })),
  compare: procedure
    .input(compareIdeasInputSchema)
    .query(({ ctx, input }) => compareIdeas({ ctx: ctx.verb, input })),
  share: procedure.input(ideaIdInputSchema).mutation(({ ctx, input }) => shareIdea({ ctx: ctx.verb, input })),
  unshare: procedure
    .input(ideaIdInputSchema)
    .mutation(({ ctx, input }) => unshareIdea({ ctx: ctx.verb, input })),
  delete: procedure
    .input(ideaIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ idea_id: IdeaId }> => {
      await deleteIdea({ ctx: ctx.verb, input });
      return { idea_id: input.idea_id };
    }),
  /** What a link is for; whoever holds it may read without signing in. Errors: `not_found`. */
  shared: signedOutProcedure
    .input(z.strictObject({ token: z.string().max(100) }))
    .query(({ ctx, input }) => readSharedIdea({ services: ctx.host.services, input })),
} satisfies TRPCRouterRecord;
