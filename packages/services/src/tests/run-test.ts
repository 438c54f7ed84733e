import { type RunTestInput, runTestInputSchema, type TestRunStarted } from '@agent-factory/contracts';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { startTestRun } from './start-test-run.ts';
import { wantedTest } from './wanted-test.ts';

export const runTestVerbInputSchema = runTestInputSchema.safeExtend({
  idempotency_key: z.string().min(1).max(200).optional(),
});

/** Queues one test; `waitForTestRun` waits for it. Errors: as `startTestRun`. */
export async function runTest({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RunTestInput & { idempotency_key?: string | undefined };
}): Promise<TestRunStarted> {
  requireScope(ctx.actor, 'tests:write');
  const { idempotency_key, ...request } = parseInput(runTestVerbInputSchema, input);
  return startTestRun(ctx, {
    kind: 'single',
    name: request.test_name,
    version: request.version ?? null,
    datasetVersionId: null,
    agentId: null,
    tests: [wantedTest(request, request.agent_id)],
    trials: null,
    settings: request.settings,
    maxCostUsd: request.max_cost_usd ?? null,
    idempotencyKey: idempotency_key ?? null,
    request,
  });
}
