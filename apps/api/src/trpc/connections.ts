import {
  approveToolChangeInputSchema,
  type ConnectionId,
  createConnectionInputSchema,
} from '@agent-factory/contracts';
import {
  approveToolChange,
  connectionIdInputSchema,
  createConnection,
  deleteConnection,
  getConnection,
  listConnections,
  listConnectionTools,
  listToolChanges,
  testConnection,
  updateConnection,
  updateConnectionVerbInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const connections = {
  list: procedure.query(({ ctx }) => listConnections({ ctx: ctx.verb })),
  get: procedure
    .input(connectionIdInputSchema)
    .query(({ ctx, input }) => getConnection({ ctx: ctx.verb, input })),
  create: procedure
    .input(createConnectionInputSchema)
    .mutation(({ ctx, input }) => createConnection({ ctx: ctx.verb, input })),
  update: procedure
    .input(updateConnectionVerbInputSchema)
    .mutation(({ ctx, input }) => updateConnection({ ctx: ctx.verb, input })),
  test: procedure
    .input(connectionIdInputSchema)
    .mutation(({ ctx, input }) => testConnection({ ctx: ctx.verb, input })),
  tools: procedure
    .input(connectionIdInputSchema)
    .query(({ ctx, input }) => listConnectionTools({ ctx: ctx.verb, input })),
  delete: procedure
    .input(connectionIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: ConnectionId }> => {
      await deleteConnection({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
  changes: procedure.query(({ ctx }) => listToolChanges({ ctx: ctx.verb })),
  approveChange: procedure
    .input(approveToolChangeInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ tool: string }> => {
      await approveToolChange({ ctx: ctx.verb, input });
      return { tool: input.tool };
    }),
} satisfies TRPCRouterRecord;
