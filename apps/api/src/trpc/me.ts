import { chooseLanguageInputSchema } from '@agent-factory/contracts';
import { chooseLanguage, describeMe, type Me } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const me = {
  get: procedure.query(
    async ({ ctx }): Promise<Me & { environment: 'local' | 'production' }> => ({
      ...(await describeMe({ ctx: ctx.verb })),
      environment: ctx.host.mode,
    }),
  ),
  chooseLanguage: procedure
    .input(chooseLanguageInputSchema)
    .mutation(({ ctx, input }) => chooseLanguage({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
