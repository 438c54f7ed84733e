import {
  listAuditActors,
  listAuditEntries,
  listAuditEntriesInputSchema,
  verifyAuditLog,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const audit = {
  list: procedure
    .input(listAuditEntriesInputSchema)
    .query(({ ctx, input }) => listAuditEntries({ ctx: ctx.verb, input })),
  actors: procedure.query(({ ctx }) => listAuditActors({ ctx: ctx.verb })),
  verify: procedure.query(({ ctx }) => verifyAuditLog({ ctx: ctx.verb })),
} satisfies TRPCRouterRecord;
