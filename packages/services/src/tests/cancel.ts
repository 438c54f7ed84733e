import type { TestRunView } from '@agent-factory/contracts';
import { requestTestCancel, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { finish } from './execute.ts';
import { getTestRun, testRunIdInputSchema } from './get-status.ts';

/**
 * Asks a test run to stop: trials at work are broken off, those in the queue do not begin, results stay. One that has
 * ended stays as it is. Errors: `not_found`.
 */
export async function cancelTestRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof testRunIdInputSchema>;
}): Promise<TestRunView> {
  requireScope(ctx.actor, 'tests:write');
  const { run_id: id } = parseInput(testRunIdInputSchema, input);
  const { teamId } = ctx.actor;
  const stopped = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await requestTestCancel(tx, { id, teamId });
    if (before !== undefined) {
      const { name, status } = before;
      await recordAudit(tx, ctx, {
        action: 'test_run.cancelled',
        target: { id, name },
        before: { name, status },
      });
    }
    return before !== undefined;
  });
  if (stopped) {
    ctx.bus.announce({ runId: id, kind: 'cancel' });
    // Where nobody is at work on it, nobody else would end it.
    await finish(ctx, { testRunId: id, teamId });
  }
  return getTestRun({ ctx, input: { run_id: id } });
}
