import { type TestRunView, testRunIdSchema } from '@agent-factory/contracts';
import { selectTestRun, withTenantOnce } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { testRunView } from './test-run-view.ts';

export const testRunIdInputSchema = z.strictObject({ run_id: testRunIdSchema });

/** How far a test run is. Errors: `not_found`. */
export async function getTestRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testRunIdInputSchema>;
}): Promise<TestRunView> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { run_id: id } = parseInput(testRunIdInputSchema, input);
  const { teamId } = ctx.actor;
  const row = await withTenantOnce(ctx.db, ctx.actor, (tx) => selectTestRun(tx, { id, teamId }));
  if (row === undefined) throw notFound('test run');
  return testRunView(row);
}
