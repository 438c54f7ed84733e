import {
  createDashboardViewInputSchema,
  type DashboardChange,
  type DashboardViewId,
  dashboardInputSchema,
} from '@agent-factory/contracts';
import {
  createDashboardView,
  dashboardViewIdInputSchema,
  deleteDashboardView,
  exportDashboard,
  getDashboard,
  listDashboardViews,
  updateDashboardView,
  updateDashboardViewVerbInputSchema,
  watchDashboard,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const dashboard = {
  get: procedure
    .input(dashboardInputSchema.prefault({}))
    .query(({ ctx, input }) => getDashboard({ ctx: ctx.verb, input })),
  /** The same as CSV. */
  export: procedure
    .input(dashboardInputSchema.prefault({}))
    .query(({ ctx, input }) => exportDashboard({ ctx: ctx.verb, input })),
  /** Says when to look again; never ends by itself. */
  watch: procedure.subscription(async ({ ctx, signal }) => {
    const { closing } = ctx.host;
    const changes = await watchDashboard({
      ctx: ctx.verb,
      signal: signal === undefined ? closing : AbortSignal.any([signal, closing]),
    });
    return untilClosing(closing, changes);
  }),
  views: procedure.query(({ ctx }) => listDashboardViews({ ctx: ctx.verb })),
  createView: procedure
    .input(createDashboardViewInputSchema)
    .mutation(({ ctx, input }) => createDashboardView({ ctx: ctx.verb, input })),
  updateView: procedure
    .input(updateDashboardViewVerbInputSchema)
    .mutation(({ ctx, input }) => updateDashboardView({ ctx: ctx.verb, input })),
  deleteView: procedure
    .input(dashboardViewIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: DashboardViewId }> => {
      await deleteDashboardView({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;

async function* untilClosing(
  closing: AbortSignal,
  changes: AsyncIterable<DashboardChange>,
): AsyncGenerator<DashboardChange, void> {
  yield* changes;
  // A stream that returns counts as complete; one that breaks off makes the client come back elsewhere.
  closing.throwIfAborted();
}
