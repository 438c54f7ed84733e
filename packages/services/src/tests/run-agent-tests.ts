import {
  type AgentId,
  AppError,
  maxTestsPerRun,
  type RunAgentTestsInput,
  runAgentTestsInputSchema,
  type TestRunStarted,
  testCaseSchema,
} from '@agent-factory/contracts';
import { listDatasetCases, selectDataset, withTenant } from '@agent-factory/db';
import { assertionsOfSpecTest, type SpecAssertion } from '@agent-factory/evals';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { startTestRun, type WantedTest } from './start-test-run.ts';

export const runAgentTestsVerbInputSchema = runAgentTestsInputSchema.safeExtend({
  idempotency_key: z.string().min(1).max(200).optional(),
});

/**
 * Queues the tests that the spec itself declares, or those of a dataset; each as often as the spec's gates say, unless
 * `trials` does. Errors: as `startTestRun`; `not_found` (dataset); `invalid_input` where there are no tests.
 */
export async function runAgentTests({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RunAgentTestsInput & { idempotency_key?: string | undefined };
}): Promise<TestRunStarted> {
  requireScope(ctx.actor, 'tests:write');
  const { idempotency_key, ...request } = parseInput(runAgentTestsVerbInputSchema, input);
  const { agent_id: agentId, dataset_id: datasetId } = request;
  const { teamId } = ctx.actor;
  const wanted = {
    version: request.version ?? null,
    agentId,
    trials: request.trials ?? null,
    settings: request.settings,
    maxCostUsd: request.max_cost_usd ?? null,
    idempotencyKey: idempotency_key ?? null,
    request,
  };
  if (datasetId === undefined) {
    return startTestRun(ctx, {
      ...wanted,
      kind: 'spec',
      name: 'Tests of the spec',
      datasetVersionId: null,
      tests: ({ spec }) => {
        const trials = request.trials ?? spec.gates?.trials ?? null;
        return (spec.tests ?? []).map(
          (test): WantedTest => ({
            ...bare(agentId),
            name: test.name,
            input: test.input,
            assertions: assertionsOfSpecTest(asSpecAssertions(test.expect)),
            critical: test.critical,
            trials,
          }),
        );
      },
    });
  }
  const { dataset, cases } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const dataset = await selectDataset(tx, {
      id: datasetId,
      teamId,
      version: request.dataset_version ?? null,
    });
    if (dataset === undefined) throw notFound('dataset');
    const { versionId } = dataset;
    const splits = request.splits ?? null;
    return {
      dataset,
      cases: await listDatasetCases(tx, { teamId, versionId, splits, limit: maxTestsPerRun + 1, offset: 0 }),
    };
  });
  if (cases.length > maxTestsPerRun) {
    throw new AppError(
      'invalid_input',
      `A run has at most ${maxTestsPerRun} tests. Choose splits of the dataset.`,
    );
  }
  return startTestRun(ctx, {
    ...wanted,
    kind: 'dataset',
    name: `${dataset.name}, version ${dataset.version}`,
    datasetVersionId: dataset.versionId,
    tests: ({ spec }) =>
      cases.map(({ body }): WantedTest => {
        const { name, input, expect, critical, stubs, turns } = testCaseSchema.parse(body);
        const trials = request.trials ?? spec.gates?.trials ?? null;
        return { ...bare(agentId), name, input, assertions: expect, critical, stubs, turns, trials };
      }),
  });
}

function bare(agentId: AgentId): Pick<WantedTest, 'agentId' | 'expected' | 'stubs' | 'turns'> {
  return { agentId, expected: null, stubs: null, turns: null };
}

/** The same shapes, said twice since neither room may import the other; `of-spec-test.ts` translates each kind. */
function asSpecAssertions(expect: readonly unknown[]): readonly SpecAssertion[] {
  return expect as readonly SpecAssertion[];
}
