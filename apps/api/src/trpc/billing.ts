import {
  changePlanInputSchema,
  earningIdInputSchema,
  listEarningsInputSchema,
  onboardInputSchema,
  pageInputSchema,
  payoutInputSchema,
  planCheckoutInputSchema,
  purchaseIdInputSchema,
  purchaseTemplateInputSchema,
  reconcileInputSchema,
  reconciliationIdInputSchema,
  refundPurchaseInputSchema,
  returnPathInputSchema,
  writeOffInputSchema,
} from '@agent-factory/contracts';
import {
  changePlan,
  getBilling,
  getCreatorAccount,
  getEarning,
  getEarnings,
  getPayout,
  getPurchase,
  listInvoices,
  listPayouts,
  listPurchases,
  listReconciliationDifferences,
  listReconciliations,
  openBillingPortal,
  previewPlan,
  purchaseTemplate,
  refundAsOperator,
  refundPurchase,
  startOnboarding,
  startPlanCheckout,
  startReconciliation,
  writeOffReceivable,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { z } from 'zod';
import { procedure } from './init.ts';

/** Which way an infinite query goes, its client says of its own accord; there is one. */
const direction = z.literal('forward').optional();

export const billing = {
  get: procedure.query(({ ctx }) => getBilling({ ctx: ctx.verb })),
  checkout: procedure
    .input(planCheckoutInputSchema)
    .mutation(({ ctx, input }) => startPlanCheckout({ ctx: ctx.verb, input })),
  portal: procedure
    .input(returnPathInputSchema)
    .mutation(({ ctx, input }) => openBillingPortal({ ctx: ctx.verb, input })),
  preview: procedure
    .input(changePlanInputSchema)
    .query(({ ctx, input }) => previewPlan({ ctx: ctx.verb, input })),
  changePlan: procedure
    .input(changePlanInputSchema)
    .mutation(({ ctx, input }) => changePlan({ ctx: ctx.verb, input })),
  invoices: procedure.query(({ ctx }) => listInvoices({ ctx: ctx.verb })),
} satisfies TRPCRouterRecord;

export const purchases = {
  start: procedure
    .input(purchaseTemplateInputSchema)
    .mutation(({ ctx, input }) => purchaseTemplate({ ctx: ctx.verb, input })),
  list: procedure
    .input(z.strictObject({ ...pageInputSchema.shape, direction }))
    .query(({ ctx, input: { limit, cursor } }) => listPurchases({ ctx: ctx.verb, input: { limit, cursor } })),
  get: procedure
    .input(purchaseIdInputSchema)
    .query(({ ctx, input }) => getPurchase({ ctx: ctx.verb, input })),
  refund: procedure
    .input(refundPurchaseInputSchema)
    .mutation(({ ctx, input }) => refundPurchase({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

export const creator = {
  account: procedure.query(({ ctx }) => getCreatorAccount({ ctx: ctx.verb })),
  onboard: procedure
    .input(onboardInputSchema)
    .mutation(({ ctx, input }) => startOnboarding({ ctx: ctx.verb, input })),
  earnings: procedure
    .input(z.strictObject({ ...listEarningsInputSchema.shape, direction }))
    .query(({ ctx, input: { direction: _, ...input } }) => getEarnings({ ctx: ctx.verb, input })),
  earning: procedure
    .input(earningIdInputSchema)
    .query(({ ctx, input }) => getEarning({ ctx: ctx.verb, input })),
  payouts: procedure.query(({ ctx }) => listPayouts({ ctx: ctx.verb })),
  payout: procedure
    .input(z.strictObject({ ...payoutInputSchema.shape, direction }))
    .query(({ ctx, input: { direction: _, ...input } }) => getPayout({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

export const operator = {
  reconciliations: procedure.query(({ ctx }) => listReconciliations({ ctx: ctx.verb })),
  reconcile: procedure
    .input(reconcileInputSchema)
    .mutation(({ ctx, input }) => startReconciliation({ ctx: ctx.verb, input })),
  differences: procedure
    .input(reconciliationIdInputSchema)
    .query(({ ctx, input }) => listReconciliationDifferences({ ctx: ctx.verb, input })),
  refund: procedure
    .input(refundPurchaseInputSchema)
    .mutation(({ ctx, input }) => refundAsOperator({ ctx: ctx.verb, input })),
  writeOff: procedure
    .input(writeOffInputSchema)
    .mutation(({ ctx, input }) => writeOffReceivable({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
