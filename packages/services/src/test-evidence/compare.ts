import { testRunIdSchema } from '@agent-factory/contracts';
import { selectTestRun, type Transaction, withTenant } from '@agent-factory/db';
import { type BehaviourDiff, type Comparison, compareVersions, diffBehaviour } from '@agent-factory/evals';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { testRunView } from '../tests/test-run-view.ts';
import { readTestedCases } from './tested-cases.ts';

export const compareTestRunsInputSchema = z.strictObject({ before: testRunIdSchema, after: testRunIdSchema });

/** One of the two runs; `version` and `agent_id` are null where it is of several. */
export type ComparedRun = ReturnType<typeof testRunView> & { version: number | null };

export interface TestRunComparison {
  before: ComparedRun;
  after: ComparedRun;
  /** Null where they have no judged case in common. */
  comparison: Comparison | null;
  behaviour: BehaviourDiff;
}

/** Two test runs, case by case by their names, and what the difference amounts to. Errors: `not_found`. */
export async function compareTestRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof compareTestRunsInputSchema>;
}): Promise<TestRunComparison> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const ids = parseInput(compareTestRunsInputSchema, input);
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await side(tx, ctx, ids.before);
    const after = await side(tx, ctx, ids.after);
    const pair = { baseline: before.cases, candidate: after.cases };
    return {
      before: before.run,
      after: after.run,
      comparison: compareVersions({ ...pair, seed: 1 }),
      behaviour: diffBehaviour(pair),
    };
  });
}

async function side(
  tx: Transaction,
  { actor: { teamId } }: ServiceContext,
  id: z.output<typeof testRunIdSchema>,
) {
  const row = await selectTestRun(tx, { id, teamId });
  if (row === undefined) throw notFound('test run');
  const { cases, tests } = await readTestedCases(tx, { teamId, testRunId: id });
  const versions = new Set(tests.map(({ version }) => version));
  const version = row.agentId !== null && versions.size === 1 ? (tests[0]?.version ?? null) : null;
  return { cases, run: { ...testRunView(row), version } };
}
