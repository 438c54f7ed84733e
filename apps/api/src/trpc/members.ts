import { changeRoleInputSchema, memberInputSchema } from '@agent-factory/contracts';
import { changeRole, listMembers, removeMember } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const members = {
  list: procedure.query(({ ctx }) => listMembers({ ctx: ctx.verb })),
  changeRole: procedure
    .input(changeRoleInputSchema)
    .mutation(({ ctx, input }) => changeRole({ ctx: ctx.verb, input })),
  remove: procedure
    .input(memberInputSchema)
    .mutation(({ ctx, input }) => removeMember({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
