import { type DatasetId, saveDatasetInputSchema } from '@agent-factory/contracts';
import {
  datasetIdInputSchema,
  deleteDataset,
  deleteDatasetInputSchema,
  getDataset,
  listDatasetCases,
  listDatasetCasesInputSchema,
  listDatasets,
  saveDataset,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from './init.ts';

export const datasets = {
  list: procedure.query(({ ctx }) => listDatasets({ ctx: ctx.verb })),
  get: procedure.input(datasetIdInputSchema).query(({ ctx, input }) => getDataset({ ctx: ctx.verb, input })),
  cases: procedure
    .input(listDatasetCasesInputSchema)
    .query(({ ctx, input }) => listDatasetCases({ ctx: ctx.verb, input })),
  save: procedure
    .input(saveDatasetInputSchema)
    .mutation(({ ctx, input }) => saveDataset({ ctx: ctx.verb, input })),
  delete: procedure
    .input(deleteDatasetInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ id: DatasetId }> => {
      await deleteDataset({ ctx: ctx.verb, input });
      return { id: input.id };
    }),
} satisfies TRPCRouterRecord;
