import { type TestView, testIdSchema } from '@agent-factory/contracts';
import { listTrials, selectTest, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { testView } from './test-view.ts';

export const testIdInputSchema = z.strictObject({ test_id: testIdSchema });

/** One test with its trials. Errors: `not_found`. */
export async function getTest({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testIdInputSchema>;
}): Promise<TestView> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { test_id: id } = parseInput(testIdInputSchema, input);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const row = await selectTest(tx, { id, teamId });
    if (row === undefined) throw notFound('test');
    return testView(row, await listTrials(tx, { testId: id, teamId }));
  });
}
