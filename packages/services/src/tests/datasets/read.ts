import { type DatasetCaseView, type DatasetView, datasetIdSchema } from '@agent-factory/contracts';
import {
  listDatasetCases as listCaseRows,
  listDatasets as listRows,
  selectDataset,
  withTenant,
} from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireScope } from '../../access/require-scope.ts';
import type { ServiceContext } from '../../service-context.ts';
import { datasetView } from './dataset-view.ts';

export const datasetIdInputSchema = z.strictObject({
  id: datasetIdSchema,
  /** A version number; the newest if left out. */
  version: z.coerce.number().int().min(1).optional(),
});
export const listDatasetCasesInputSchema = datasetIdInputSchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** More than a team would look through. */
const listed = 500;

/** The team's datasets at their newest versions, newest first. */
export async function listDatasets({ ctx }: { ctx: ServiceContext }): Promise<{ items: DatasetView[] }> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, (tx) => listRows(tx, { teamId, limit: listed }));
  return { items: rows.map(datasetView) };
}

/** Errors: `not_found`. */
export async function getDataset({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof datasetIdInputSchema>;
}): Promise<DatasetView> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { id, version = null } = parseInput(datasetIdInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectDataset(tx, { id, teamId, version }));
  if (row === undefined) throw notFound('dataset');
  return datasetView(row);
}

/** The cases of a version, in their order. Errors: `not_found`. */
export async function listDatasetCases({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listDatasetCasesInputSchema>;
}): Promise<{ items: DatasetCaseView[]; total: number; limit: number; offset: number }> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { id, version = null, limit, offset } = parseInput(listDatasetCasesInputSchema, input);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const dataset = await selectDataset(tx, { id, teamId, version });
    if (dataset === undefined) throw notFound('dataset');
    const { versionId, cases: total } = dataset;
    const rows = await listCaseRows(tx, { teamId, versionId, splits: null, limit, offset });
    const items = rows.map(({ position, name, split, body }) => ({ position, name, split, case: body }));
    return { items, total, limit, offset };
  });
}
