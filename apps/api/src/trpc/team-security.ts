import { setTeamSecurityInputSchema } from '@agent-factory/contracts';
import { getTeamSecurity, setTeamSecurity } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const teamSecurity = {
  get: procedure.query(({ ctx }) => getTeamSecurity({ ctx: ctx.verb })),
  set: procedure
    .input(setTeamSecurityInputSchema)
    .mutation(({ ctx, input }) => setTeamSecurity({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
