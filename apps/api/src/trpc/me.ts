import { describeMe, type Me } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const me = {
  get: procedure.query(
    async ({ ctx }): Promise<Me & { environment: 'local' | 'production' }> => ({
      ...(await describeMe({ ctx: ctx.verb })),
      environment: ctx.host.mode,
    }),
  ),
} satisfies TRPCRouterRecord;
