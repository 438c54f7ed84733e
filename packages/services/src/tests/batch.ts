import {
  AppError,
  type BatchTestsInput,
  batchTestsInputSchema,
  type TestRunStarted,
} from '@agent-factory/contracts';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { startTestRun } from './start-test-run.ts';
import { wantedTest } from './wanted-test.ts';

export const batchTestsVerbInputSchema = batchTestsInputSchema.safeExtend({
  /** A second call with the same key answers with the first call's run. */
  idempotency_key: z.string().min(1).max(200).optional(),
});

/** Queues many tests. Errors: as `startTestRun`; `invalid_input` for a test of no agent. */
export async function batchTests({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BatchTestsInput & { idempotency_key?: string | undefined };
}): Promise<TestRunStarted> {
  requireScope(ctx.actor, 'tests:write');
  const { idempotency_key, ...request } = parseInput(batchTestsVerbInputSchema, input);
  const { agent_id, tests, name, trials, settings, max_cost_usd } = request;
  return startTestRun(ctx, {
    kind: 'batch',
    name: name ?? `${tests.length} tests`,
    version: null,
    datasetVersionId: null,
    agentId: agent_id ?? null,
    tests: tests.map((test, place) => {
      const agentId = test.agent_id ?? agent_id;
      if (agentId === undefined) {
        throw new AppError(
          'invalid_input',
          `tests.${place}.agent_id: name the agent here or for all of them.`,
        );
      }
      return wantedTest(test, agentId);
    }),
    trials: trials ?? null,
    settings,
    maxCostUsd: max_cost_usd ?? null,
    idempotencyKey: idempotency_key ?? null,
    request,
  });
}
