import {
  explainRouteInputSchema,
  type ModelHealthView,
  type ModelView,
  type RouteView,
} from '@agent-factory/contracts';
import { explainRoute, listModels, modelHealth } from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const models = {
  list: procedure.query(({ ctx }): { items: ModelView[] } => ({ items: listModels({ ctx: ctx.verb }) })),
  health: procedure.query(({ ctx }): { items: ModelHealthView[] } => ({
    items: modelHealth({ ctx: ctx.verb }),
  })),
  /** A mutation though it changes nothing: a query would put the text into the URL. */
  explain: procedure
    .input(explainRouteInputSchema)
    .mutation(({ ctx, input }): Promise<RouteView> => explainRoute({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
