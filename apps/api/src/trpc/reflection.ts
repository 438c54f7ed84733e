import {
  discardPatchInputSchema,
  listPatchesInputSchema,
  patchIdInputSchema,
  proposePatchInputSchema,
  reflectInputSchema,
  searchCounterexamplesInputSchema,
} from '@agent-factory/contracts';
import {
  acceptPatch,
  discardPatch,
  getPatch,
  listPatches,
  proposePatch,
  reflect,
  searchCounterexamples,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const reflection = {
  /** One task, tried again with a critique. */
  reflect: procedure
    .input(reflectInputSchema)
    .mutation(({ ctx, input, signal }) =>
      reflect({ ctx: ctx.verb, input, signal: either(signal, ctx.host.closing) }),
    ),
  counterexamples: procedure
    .input(searchCounterexamplesInputSchema)
    .mutation(({ ctx, input, signal }) =>
      searchCounterexamples({ ctx: ctx.verb, input, signal: either(signal, ctx.host.closing) }),
    ),
  propose: procedure
    .input(proposePatchInputSchema)
    .mutation(({ ctx, input }) => proposePatch({ ctx: ctx.verb, input })),
  list: procedure
    .input(listPatchesInputSchema)
    .query(({ ctx, input }) => listPatches({ ctx: ctx.verb, input })),
  get: procedure.input(patchIdInputSchema).query(({ ctx, input }) => getPatch({ ctx: ctx.verb, input })),
  accept: procedure
    .input(patchIdInputSchema)
    .mutation(({ ctx, input }) => acceptPatch({ ctx: ctx.verb, input })),
  discard: procedure
    .input(discardPatchInputSchema)
    .mutation(({ ctx, input }) => discardPatch({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

function either(signal: AbortSignal | undefined, closing: AbortSignal): AbortSignal {
  return signal === undefined ? closing : AbortSignal.any([signal, closing]);
}
