import {
  listRunsInputSchema,
  type ReceiptKeys,
  type ReceiptVerdict,
  type RunEvent,
} from '@agent-factory/contracts';
import {
  cancelRun,
  getReceipt,
  getRun,
  listReceiptKeys,
  listRunEvents,
  listRuns,
  runIdInputSchema,
  startRun,
  startRunVerbInputSchema,
  verifyReceipt,
  watchRunEvents,
} from '@agent-factory/services';
import { type TRPCRouterRecord, type TrackedEnvelope, tracked } from '@trpc/server';
import { z } from 'zod';
import { procedure } from './init.ts';

export const runs = {
  start: procedure
    .input(startRunVerbInputSchema)
    .mutation(({ ctx, input }) => startRun({ ctx: ctx.verb, input })),
  get: procedure.input(runIdInputSchema).query(({ ctx, input }) => getRun({ ctx: ctx.verb, input })),
  list: procedure
    .input(listRunsInputSchema.prefault({}))
    .query(({ ctx, input }) => listRuns({ ctx: ctx.verb, input })),
  events: procedure
    .input(runIdInputSchema)
    .query(({ ctx, input }) => listRunEvents({ ctx: ctx.verb, input })),
  cancel: procedure.input(runIdInputSchema).mutation(({ ctx, input }) => cancelRun({ ctx: ctx.verb, input })),
  receipt: procedure.input(runIdInputSchema).query(({ ctx, input }) => getReceipt({ ctx: ctx.verb, input })),
  /** Those at `/.well-known/agentfactory-receipts.json`, for a browser that checks a signature by itself. */
  receiptKeys: procedure.query(({ ctx }): ReceiptKeys => listReceiptKeys({ services: ctx.host.services })),
  /** For browsers that cannot. A mutation though it changes nothing: a query would put the receipt into the URL. */
  verifyReceipt: procedure
    .input(z.strictObject({ receipt: z.unknown() }))
    .mutation(
      ({ ctx, input }): ReceiptVerdict =>
        verifyReceipt({ services: ctx.host.services, input: input.receipt }),
    ),
  /** Events after `lastEventId`, then live ones; ends after `run.finished`. */
  watch: procedure
    .input(
      runIdInputSchema.extend({
        lastEventId: z
          .string()
          .regex(/^\d{1,9}$/)
          .optional(),
      }),
    )
    .subscription(async ({ ctx, input, signal }) => {
      const { closing } = ctx.host;
      const events = await watchRunEvents({
        ctx: ctx.verb,
        input: { run_id: input.run_id, after_seq: Number(input.lastEventId ?? 0) },
        signal: signal === undefined ? closing : AbortSignal.any([signal, closing]),
      });
      return trackedUntil(closing, events);
    }),
} satisfies TRPCRouterRecord;

async function* trackedUntil(
  closing: AbortSignal,
  events: AsyncIterable<RunEvent>,
): AsyncGenerator<TrackedEnvelope<RunEvent>, void> {
  for await (const event of events) yield tracked(String(event.seq), event);
  // A stream that returns counts as complete; one that breaks off makes the client come back elsewhere.
  closing.throwIfAborted();
}
