import { listUsageInputSchema, metricsInputSchema, usageSummaryInputSchema } from '@agent-factory/contracts';
import { getMetrics, getQuota, listUsage, summarizeUsage } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const usage = {
  quota: procedure.query(({ ctx }) => getQuota({ ctx: ctx.verb })),
  metrics: procedure
    .input(metricsInputSchema.prefault({}))
    .query(({ ctx, input }) => getMetrics({ ctx: ctx.verb, input })),
  summary: procedure
    .input(usageSummaryInputSchema.prefault({}))
    .query(({ ctx, input }) => summarizeUsage({ ctx: ctx.verb, input })),
  list: procedure
    .input(listUsageInputSchema.prefault({}))
    .query(({ ctx, input }) => listUsage({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
