import { agentIdSchema, type TestId, type TrialId, testRunIdSchema } from '@agent-factory/contracts';
import { listUnlabelledTrials, selectTestRun, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireMade } from '../tests/require-made.ts';

export const listToLabelInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  /** Those of one test run alone. */
  run_id: testRunIdSchema.optional(),
  limit: z.int().min(1).max(100).default(25),
});

/** A trial without anybody's opinion in it: who labels must not know what the judge said. */
export interface TrialToLabel {
  trial_id: TrialId;
  test_id: TestId;
  test_name: string;
  input: unknown;
  output: unknown;
  /** What the judge was asked of the answer; empty where no judge was. */
  criteria: string[];
}

/** Trials that a judge has decided and that this person has not labelled yet, newest first; and how many. Errors: `not_found`. */
export async function listTrialsToLabel({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listToLabelInputSchema>;
}): Promise<{ items: TrialToLabel[]; total: number }> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { agent_id: agentId, run_id, limit } = parseInput(listToLabelInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const labelledBy = ctx.actor.type === 'user' ? ctx.actor.userId : null;
  const { rows, total } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    if (run_id !== undefined && (await selectTestRun(tx, { id: run_id, teamId })) === undefined) {
      throw notFound('test run');
    }
    return listUnlabelledTrials(tx, { teamId, agentId, testRunId: run_id ?? null, labelledBy, limit });
  });
  if (total === 0) await requireMade(ctx, agentId);
  return {
    total,
    items: rows.map((row) => ({
      trial_id: row.trialId,
      test_id: row.testId,
      test_name: row.name,
      input: row.input,
      output: row.output,
      criteria: criteriaOf(row.asked),
    })),
  };
}

function criteriaOf(asked: unknown): string[] {
  if (!Array.isArray(asked)) return [];
  return asked.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    if ('criteria' in one && Array.isArray(one.criteria)) return one.criteria.map(String);
    return 'criterion' in one ? [String(one.criterion)] : [];
  });
}
