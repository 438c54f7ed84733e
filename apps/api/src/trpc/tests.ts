import {
  labelTrialInputSchema,
  listResultsInputSchema,
  listRunTestsInputSchema,
  listTestRunsInputSchema,
  type TestProgress,
  type TestRunId,
} from '@agent-factory/contracts';
import {
  attest,
  batchTests,
  batchTestsVerbInputSchema,
  cancelTestRun,
  checkGate,
  deleteTestRun,
  gateInputSchema,
  getTest,
  getTestRun,
  labelTrial,
  listResults,
  listRunTests,
  listTestRuns,
  runAgentTests,
  runAgentTestsVerbInputSchema,
  runTest,
  runTestVerbInputSchema,
  testIdInputSchema,
  testRunIdInputSchema,
  watchTestRun,
} from '@agent-factory/services';
import { type TRPCRouterRecord, type TrackedEnvelope, tracked } from '@trpc/server';
import { procedure } from './init.ts';

export const tests = {
  run: procedure
    .input(runTestVerbInputSchema)
    .mutation(({ ctx, input }) => runTest({ ctx: ctx.verb, input })),
  batch: procedure
    .input(batchTestsVerbInputSchema)
    .mutation(({ ctx, input }) => batchTests({ ctx: ctx.verb, input })),
  /** Those of the agent's own spec, or of a dataset. */
  runAgent: procedure
    .input(runAgentTestsVerbInputSchema)
    .mutation(({ ctx, input }) => runAgentTests({ ctx: ctx.verb, input })),
  status: procedure
    .input(testRunIdInputSchema)
    .query(({ ctx, input }) => getTestRun({ ctx: ctx.verb, input })),
  runs: procedure
    .input(listTestRunsInputSchema.prefault({}))
    .query(({ ctx, input }) => listTestRuns({ ctx: ctx.verb, input })),
  ofRun: procedure
    .input(listRunTestsInputSchema)
    .query(({ ctx, input }) => listRunTests({ ctx: ctx.verb, input })),
  get: procedure.input(testIdInputSchema).query(({ ctx, input }) => getTest({ ctx: ctx.verb, input })),
  results: procedure
    .input(listResultsInputSchema)
    .query(({ ctx, input }) => listResults({ ctx: ctx.verb, input })),
  /** What a person thinks of a trial. */
  label: procedure
    .input(labelTrialInputSchema)
    .mutation(({ ctx, input }) => labelTrial({ ctx: ctx.verb, input })),
  /** Whether a version may go out. */
  gate: procedure.input(gateInputSchema).query(({ ctx, input }) => checkGate({ ctx: ctx.verb, input })),
  attest: procedure.input(gateInputSchema).mutation(({ ctx, input }) => attest({ ctx: ctx.verb, input })),
  cancel: procedure
    .input(testRunIdInputSchema)
    .mutation(({ ctx, input }) => cancelTestRun({ ctx: ctx.verb, input })),
  delete: procedure
    .input(testRunIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ run_id: TestRunId }> => {
      await deleteTestRun({ ctx: ctx.verb, input });
      return { run_id: input.run_id };
    }),
  /** How far it is, again whenever it has come further; ends with `finished`. */
  watch: procedure.input(testRunIdInputSchema).subscription(async ({ ctx, input, signal }) => {
    const { closing } = ctx.host;
    const looks = await watchTestRun({
      ctx: ctx.verb,
      input,
      signal: signal === undefined ? closing : AbortSignal.any([signal, closing]),
    });
    return trackedUntil(closing, looks);
  }),
} satisfies TRPCRouterRecord;

async function* trackedUntil(
  closing: AbortSignal,
  looks: AsyncIterable<TestProgress>,
): AsyncGenerator<TrackedEnvelope<TestProgress>, void> {
  let place = 0;
  for await (const look of looks) yield tracked(String(++place), look);
  // A stream that returns counts as complete; one that breaks off makes the client come back elsewhere.
  closing.throwIfAborted();
}
