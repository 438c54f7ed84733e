import { datasetIdSchema } from '@agent-factory/contracts';
import { deleteDataset as deleteRow, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireScope } from '../../access/require-scope.ts';
import { recordAudit } from '../../audit/record.ts';
import type { ServiceContext } from '../../service-context.ts';

export const deleteDatasetInputSchema = z.strictObject({ id: datasetIdSchema });

/** Deletes a dataset with all its versions; test runs of it stay. Errors: `not_found`. */
export async function deleteDataset({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof deleteDatasetInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'tests:write');
  const { id } = parseInput(deleteDatasetInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const deleted = await deleteRow(tx, { id, teamId });
    if (deleted === undefined) throw notFound('dataset');
    const { name } = deleted;
    await recordAudit(tx, ctx, { action: 'dataset.deleted', target: { id, name }, before: { name } });
  });
}
