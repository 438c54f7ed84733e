import { AppError } from '@agent-factory/contracts';
import { deleteTestRun as deleteRow, selectTestRun, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { testRunIdInputSchema } from './get-status.ts';

/** Deletes a test run with its results. Errors: `not_found`; `conflict` for one that has not ended. */
export async function deleteTestRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testRunIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'tests:write');
  const { run_id: id } = parseInput(testRunIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const deleted = await deleteRow(tx, { id, teamId });
    if (deleted === undefined) {
      if ((await selectTestRun(tx, { id, teamId })) === undefined) throw notFound('test run');
      throw new AppError('conflict', 'This test run has not ended. Cancel it first.');
    }
    const { name, status } = deleted;
    await recordAudit(tx, ctx, {
      action: 'test_run.deleted',
      target: { id, name },
      before: { name, status },
    });
  });
}
