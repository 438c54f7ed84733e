import { createTriggerInputSchema, type TriggerId } from '@agent-factory/contracts';
import {
  createTrigger,
  deleteTrigger,
  getTrigger,
  listTriggerDeliveries,
  listTriggers,
  rotateTrigger,
  rotateTriggerVerbInputSchema,
  triggerIdInputSchema,
  updateTrigger,
  updateTriggerVerbInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const triggers = {
  list: procedure.query(({ ctx }) => listTriggers({ ctx: ctx.verb })),
  get: procedure.input(triggerIdInputSchema).query(({ ctx, input }) => getTrigger({ ctx: ctx.verb, input })),
  deliveries: procedure
    .input(triggerIdInputSchema)
    .query(({ ctx, input }) => listTriggerDeliveries({ ctx: ctx.verb, input })),
  create: procedure
    .input(createTriggerInputSchema)
    .mutation(({ ctx, input }) => createTrigger({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateTriggerVerbInputSchema)
    .mutation(({ ctx, input }) => updateTrigger({ ctx: ctx.verb, input })),
  rotate: procedure
    .input(rotateTriggerVerbInputSchema)
    .mutation(({ ctx, input }) => rotateTrigger({ ctx: ctx.verb, input })),
  delete: procedure
    .input(triggerIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: TriggerId }> => {
      await deleteTrigger({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;
