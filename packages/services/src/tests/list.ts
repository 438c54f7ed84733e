import {
  listResultsInputSchema,
  listRunTestsInputSchema,
  listTestRunsInputSchema,
  type TestRunView,
  type TestSummary,
} from '@agent-factory/contracts';
import {
  listResultsOfAgent,
  listTestRuns as listRows,
  listTestsOfRun,
  selectTestRun,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireMade } from './require-made.ts';
import { testRunView } from './test-run-view.ts';
import { testSummary } from './test-view.ts';

/** A page that is counted: `total` is of all pages. */
export interface CountedPage<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

/** The team's test runs, newest first. Errors: `not_found` for an agent that the team does not have. */
export async function listTestRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listTestRunsInputSchema>;
}): Promise<{ items: TestRunView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { agent_id, limit, cursor } = parseInput(listTestRunsInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'testRun');
  const { teamId } = ctx.actor;
  if (agent_id !== undefined) requireAgent(ctx.actor, agent_id);
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listRows(tx, { teamId, agentId: agent_id ?? null, after, limit: limit + 1 }),
  );
  if (rows.length === 0 && agent_id !== undefined) await requireMade(ctx, agent_id);
  return pageFrom(rows, limit, testRunView);
}

/** What an agent's tests have come to, newest first. Errors: `not_found` (agent). */
export async function listResults({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listResultsInputSchema>;
}): Promise<CountedPage<TestSummary>> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { agent_id: agentId, limit, offset } = parseInput(listResultsInputSchema, input);
  const { teamId } = ctx.actor;
  requireAgent(ctx.actor, agentId);
  const { rows, total } = await withTenant(ctx.db, ctx.actor, (tx) =>
    listResultsOfAgent(tx, { teamId, agentId, limit, offset }),
  );
  if (total === 0) await requireMade(ctx, agentId);
  return { items: rows.map(testSummary), total, limit, offset };
}

/** The tests of one run, in their order. Errors: `not_found`. */
export async function listRunTests({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listRunTestsInputSchema>;
}): Promise<CountedPage<TestSummary>> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const { run_id: testRunId, verdict = null, limit, offset } = parseInput(listRunTestsInputSchema, input);
  const { teamId } = ctx.actor;
  const { rows, total } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const found = await listTestsOfRun(tx, { teamId, testRunId, verdict, limit, offset });
    if (found.total === 0 && (await selectTestRun(tx, { id: testRunId, teamId })) === undefined) {
      throw notFound('test run');
    }
    return found;
  });
  return { items: rows.map(testSummary), total, limit, offset };
}
