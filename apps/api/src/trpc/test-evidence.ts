import {
  caseFromRun,
  caseFromRunInputSchema,
  compareTestRuns,
  compareTestRunsInputSchema,
  estimateTests,
  estimateTestsInputSchema,
  getJudgeCalibration,
  getTestFigures,
  getTestReportFile,
  judgeCalibrationInputSchema,
  listToLabelInputSchema,
  listTrialsToLabel,
  previewCases,
  previewCasesInputSchema,
  saveCase,
  saveCaseInputSchema,
  testReportFileInputSchema,
  testReportInputSchema,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

/** What is made of tests and their results: figures, reports, comparisons, labels, cases. */
export const testEvidence = {
  estimate: procedure
    .input(estimateTestsInputSchema)
    .query(({ ctx, input }) => estimateTests({ ctx: ctx.verb, input })),
  figures: procedure
    .input(testReportInputSchema)
    .query(({ ctx, input }) => getTestFigures({ ctx: ctx.verb, input })),
  reportFile: procedure
    .input(testReportFileInputSchema)
    .query(({ ctx, input }) => getTestReportFile({ ctx: ctx.verb, input })),
  compare: procedure
    .input(compareTestRunsInputSchema)
    .query(({ ctx, input }) => compareTestRuns({ ctx: ctx.verb, input })),
  toLabel: procedure
    .input(listToLabelInputSchema)
    .query(({ ctx, input }) => listTrialsToLabel({ ctx: ctx.verb, input })),
  calibration: procedure
    .input(judgeCalibrationInputSchema)
    .query(({ ctx, input }) => getJudgeCalibration({ ctx: ctx.verb, input })),
  caseFromRun: procedure
    .input(caseFromRunInputSchema)
    .query(({ ctx, input }) => caseFromRun({ ctx: ctx.verb, input })),
  saveCase: procedure
    .input(saveCaseInputSchema)
    .mutation(({ ctx, input }) => saveCase({ ctx: ctx.verb, input })),
  /** A mutation though it changes nothing: a query would put the text into the URL. */
  previewCases: procedure
    .input(previewCasesInputSchema)
    .mutation(({ ctx, input }) => previewCases({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
