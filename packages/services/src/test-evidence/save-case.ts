import { agentIdSchema, type DatasetSaved, testCaseSchema } from '@agent-factory/contracts';
import { listDatasetCases, listDatasets, selectAgent, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { saveCases } from '../tests/datasets/save.ts';

export const saveCaseInputSchema = z.strictObject({
  /** By its name; made where there is none. */
  dataset: z.string().trim().min(1).max(100),
  /** Of a dataset that is made; one of the team's either way. */
  agent_id: agentIdSchema.optional(),
  case: testCaseSchema,
});

const mostDatasets = 500;
const mostCases = 10_000;

/**
 * Adds one case to a dataset's newest version, which makes the next one. Errors: `invalid_input` where a case has that
 * name already; `not_found` (agent).
 */
export async function saveCase({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof saveCaseInputSchema>;
}): Promise<DatasetSaved> {
  requireScope(ctx.actor, 'tests:write');
  const { dataset: name, agent_id, case: added } = parseInput(saveCaseInputSchema, input);
  const { teamId } = ctx.actor;
  const there = await withTenant(ctx.db, ctx.actor, async (tx) => {
    if (agent_id !== undefined && !(await selectAgent(tx, { id: agent_id, teamId }))) throw notFound('agent');
    const known = (await listDatasets(tx, { teamId, limit: mostDatasets })).find((one) => one.name === name);
    if (known === undefined) return null;
    const { versionId, agentId } = known;
    const page = { splits: null, limit: mostCases, offset: 0 };
    const rows = await listDatasetCases(tx, { teamId, versionId, ...page });
    return { agentId, cases: rows.map(({ body }) => testCaseSchema.parse(body)) };
  });
  return saveCases(ctx, {
    name,
    agent_id: there === null ? agent_id : there.agentId,
    cases: [...(there?.cases ?? []), added],
    notes: [],
  });
}
