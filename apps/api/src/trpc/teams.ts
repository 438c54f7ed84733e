import {
  createTeamInputSchema,
  deleteTeamInputSchema,
  renameTeamInputSchema,
  transferTeamInputSchema,
} from '@agent-factory/contracts';
import {
  createTeam,
  deleteTeam,
  findTeamOf,
  findTeamOfInputSchema,
  getTeam,
  leaveTeam,
  listTeams,
  renameTeam,
  restoreTeam,
  restoreTeamInputSchema,
  transferTeam,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const teams = {
  list: procedure.query(({ ctx }) => listTeams({ ctx: ctx.verb })),
  get: procedure.query(({ ctx }) => getTeam({ ctx: ctx.verb })),
  /** In which of the caller's teams a thing is that this team has not. */
  find: procedure
    .input(findTeamOfInputSchema)
    .query(({ ctx, input }) => findTeamOf({ ctx: ctx.verb, input })),
  create: procedure
    .input(createTeamInputSchema)
    .mutation(({ ctx, input }) => createTeam({ ctx: ctx.verb, input })),
  rename: procedure
    .input(renameTeamInputSchema)
    .mutation(({ ctx, input }) => renameTeam({ ctx: ctx.verb, input })),
  delete: procedure
    .input(deleteTeamInputSchema)
    .mutation(({ ctx, input }) => deleteTeam({ ctx: ctx.verb, input })),
  restore: procedure
    .input(restoreTeamInputSchema)
    .mutation(({ ctx, input }) => restoreTeam({ ctx: ctx.verb, input })),
  transfer: procedure
    .input(transferTeamInputSchema)
    .mutation(({ ctx, input }) => transferTeam({ ctx: ctx.verb, input })),
  leave: procedure.mutation(({ ctx }) => leaveTeam({ ctx: ctx.verb })),
} satisfies TRPCRouterRecord;
