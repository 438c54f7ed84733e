import { addProviderKeyInputSchema, type ProviderKeyId } from '@agent-factory/contracts';
import {
  addProviderKey,
  deleteProviderKey,
  listProviderKeys,
  providerKeyIdInputSchema,
  testProviderKey,
  updateProviderKey,
  updateProviderKeyVerbInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const providerKeys = {
  list: procedure.query(({ ctx }) => listProviderKeys({ ctx: ctx.verb })),
  add: procedure
    .input(addProviderKeyInputSchema)
    .mutation(({ ctx, input }) => addProviderKey({ ctx: ctx.verb, input })),
  test: procedure
    .input(providerKeyIdInputSchema)
    .mutation(({ ctx, input }) => testProviderKey({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateProviderKeyVerbInputSchema)
    .mutation(({ ctx, input }) => updateProviderKey({ ctx: ctx.verb, input })),
  delete: procedure
    .input(providerKeyIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: ProviderKeyId }> => {
      await deleteProviderKey({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;
