import { type ApiKeyId, createApiKeyInputSchema } from '@agent-factory/contracts';
import {
  apiKeyIdInputSchema,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  rotateApiKeyVerbInputSchema,
  updateApiKey,
  updateApiKeyVerbInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const apiKeys = {
  list: procedure.query(({ ctx }) => listApiKeys({ ctx: ctx.verb })),
  create: procedure
    .input(createApiKeyInputSchema)
    .mutation(({ ctx, input }) => createApiKey({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateApiKeyVerbInputSchema)
    .mutation(({ ctx, input }) => updateApiKey({ ctx: ctx.verb, input })),
  rotate: procedure
    .input(rotateApiKeyVerbInputSchema)
    .mutation(({ ctx, input }) => rotateApiKey({ ctx: ctx.verb, input })),
  revoke: procedure.input(apiKeyIdInputSchema).mutation(async ({ ctx, input }): Promise<{ id: ApiKeyId }> => {
    await revokeApiKey({ ctx: ctx.verb, input });
    return { id: input.id };
  }),
} satisfies TRPCRouterRecord;
