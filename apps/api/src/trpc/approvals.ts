import { listApprovalsInputSchema } from '@agent-factory/contracts';
import {
  approvalIdInputSchema,
  countPendingApprovals,
  decideApproval,
  decideApprovalVerbInputSchema,
  getApproval,
  listApprovals,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const approvals = {
  list: procedure
    .input(listApprovalsInputSchema.prefault({}))
    .query(({ ctx, input }) => listApprovals({ ctx: ctx.verb, input })),
  get: procedure
    .input(approvalIdInputSchema)
    .query(({ ctx, input }) => getApproval({ ctx: ctx.verb, input })),
  count: procedure.query(({ ctx }) => countPendingApprovals({ ctx: ctx.verb })),
  decide: procedure
    .input(decideApprovalVerbInputSchema)
    .mutation(({ ctx, input }) => decideApproval({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
