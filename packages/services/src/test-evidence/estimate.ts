import { agentIdSchema, datasetIdSchema, nanoUsdToUsd } from '@agent-factory/contracts';
import { selectDataset, selectTestedVersions, selectTypicalTrialCost, withTenant } from '@agent-factory/db';
import { compileSpec } from '@agent-factory/orchestrator';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import type { ServiceContext } from '../service-context.ts';

export const estimateTestsInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  version: z.int().min(1).optional(),
  /** The spec's own tests if left out. */
  dataset_id: datasetIdSchema.optional(),
  dataset_version: z.int().min(1).optional(),
  trials: z.int().min(1).max(50).optional(),
});

/** In USD. */
export interface TestsEstimate {
  tests: number;
  /** Of each test. */
  trials: number;
  /** By the agent's own ceiling: it cannot cost more, judges aside. */
  at_most_usd: number;
  /** By what this agent's last trials have cost; null where there are none. */
  likely_usd: number | null;
}

/** What a test run would cost before it is started. Errors: `not_found` (agent, version, dataset). */
export async function estimateTests({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof estimateTestsInputSchema>;
}): Promise<TestsEstimate> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const wanted = parseInput(estimateTestsInputSchema, input);
  const { agent_id: agentId, dataset_id: datasetId } = wanted;
  const { teamId } = ctx.actor;
  requireAgent(ctx.actor, agentId);
  const system = { type: 'system', teamId, reason: 'start_tests' } as const;
  const version = wanted.version ?? null;
  const spec = await withTenant(ctx.db, system, async (tx) => {
    const [found] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version });
    if (found === undefined) throw notFound(version === null ? 'agent' : 'agent version');
    const { id, specHash } = found;
    return compileSpec(await loadSpec(tx, { id, teamId, specHash }, ctx.cache), specHash).spec;
  });
  const { tests, typical } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const typical = await selectTypicalTrialCost(tx, { teamId, agentId });
    if (datasetId === undefined) return { tests: spec.tests?.length ?? 0, typical };
    const dataset = await selectDataset(tx, {
      id: datasetId,
      teamId,
      version: wanted.dataset_version ?? null,
    });
    if (dataset === undefined) throw notFound('dataset');
    return { tests: dataset.cases, typical };
  });
  const trials = wanted.trials ?? spec.gates?.trials ?? 1;
  return {
    tests,
    trials,
    at_most_usd: spec.limits.maxCostUsd * tests * trials,
    likely_usd: typical === null ? null : nanoUsdToUsd(typical) * tests * trials,
  };
}
