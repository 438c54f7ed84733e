import {
  deleteAccountInputSchema,
  erasureTokenSchema,
  exportIdInputSchema,
  retentionRuleSchema,
  startExportInputSchema,
} from '@agent-factory/contracts';
import {
  deleteAccount,
  getAccountState,
  getExport,
  getRetention,
  keepAccount,
  listExports,
  previewRetention,
  readErasureReceipt,
  setRetention,
  startExport,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { z } from 'zod';
import { procedure, signedOutProcedure } from './init.ts';

export const privacy = {
  exports: procedure.query(({ ctx }) => listExports({ ctx: ctx.verb })),
  export: procedure.input(exportIdInputSchema).query(({ ctx, input }) => getExport({ ctx: ctx.verb, input })),
  startExport: procedure
    .input(startExportInputSchema)
    .mutation(({ ctx, input }) => startExport({ ctx: ctx.verb, input })),
  account: procedure.query(({ ctx }) => getAccountState({ ctx: ctx.verb })),
  deleteAccount: procedure
    .input(deleteAccountInputSchema)
    .mutation(({ ctx, input }) => deleteAccount({ ctx: ctx.verb, input })),
  keepAccount: procedure.mutation(({ ctx }) => keepAccount({ ctx: ctx.verb })),
  retention: procedure.query(({ ctx }) => getRetention({ ctx: ctx.verb })),
  previewRetention: procedure
    .input(retentionRuleSchema)
    .query(({ ctx, input }) => previewRetention({ ctx: ctx.verb, input })),
  setRetention: procedure
    .input(retentionRuleSchema)
    .mutation(({ ctx, input }) => setRetention({ ctx: ctx.verb, input })),
  /** For whoever has the link. */
  erasure: signedOutProcedure
    .input(z.strictObject({ token: erasureTokenSchema }))
    .query(({ ctx, input }) => readErasureReceipt({ services: ctx.host.services, token: input.token })),
} satisfies TRPCRouterRecord;
