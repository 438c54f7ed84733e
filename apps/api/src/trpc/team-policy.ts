import { setTeamPolicyInputSchema } from '@agent-factory/contracts';
import { getTeamPolicy, setTeamPolicy } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const teamPolicy = {
  get: procedure.query(({ ctx }) => getTeamPolicy({ ctx: ctx.verb })),
  set: procedure
    .input(setTeamPolicyInputSchema)
    .mutation(({ ctx, input }) => setTeamPolicy({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
