import {
  AppError,
  maxTestsPerRun,
  newId,
  type ProposePatchInput,
  proposePatchInputSchema,
  type SpecPatchView,
  type TestCase,
  testCaseSchema,
  testSettingsSchema,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import {
  enqueueJob,
  insertSpecPatch,
  listDatasetCases,
  selectDataset,
  selectSpecPatch,
  selectTestedVersions,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { type SplitCases, splitCases } from '@agent-factory/evals';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { engines } from '../tests/trial/engines.ts';
import { patchView } from './patch-view.ts';

/**
 * Begins the reflection loop on the newest version of an agent: its failures on the train split become a proposal, which
 * is tried in the background. Errors: `not_found` (agent, dataset); `invalid_input` where a split has no case.
 */
export async function proposePatch({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ProposePatchInput;
}): Promise<SpecPatchView> {
  requireScope(ctx.actor, 'tests:write');
  const given = parseInput(proposePatchInputSchema, input);
  const { agent_id: agentId, dataset_id: datasetId } = given;
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  // What the caller may see of the dataset is asked as the caller.
  const dataset = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const found = await selectDataset(tx, { id: datasetId, teamId, version: null });
    if (found === undefined) throw notFound('dataset');
    refuseEmptySplits(await readSplits(tx, { teamId, versionId: found.versionId }));
    return found;
  });
  const system = { type: 'system', teamId, reason: 'propose_patch' } as const;
  const id = newId('specPatch', ctx.clock.now());
  const row = await withTenant(ctx.db, system, async (tx) => {
    const [version] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version: null });
    if (version === undefined) throw notFound('agent');
    await insertSpecPatch(tx, {
      id,
      teamId,
      agentId,
      agentVersionId: version.id,
      version: version.version,
      datasetId,
      datasetVersionId: dataset.versionId,
      settings: { ...testSettingsSchema.parse(given.settings ?? {}), trials: given.trials ?? null },
      limitNanoUsd: usdToNanoUsd(given.max_cost_usd),
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
    });
    await enqueueJob(tx, 'propose_patch', { patch_id: id, team_id: teamId }, { jobKey: id, maxAttempts: 5 });
    await recordAudit(tx, ctx, {
      action: 'patch.proposed',
      target: { id, name: version.name },
      after: { agent_id: agentId, version: version.version, dataset_id: datasetId },
    });
    return selectSpecPatch(tx, { id, teamId });
  });
  if (row === undefined) throw notFound('patch');
  return patchView(row);
}

/** The cases of a dataset's version, divided as it was saved; what is sealed is no list. */
export async function readSplits(
  tx: Transaction,
  { teamId, versionId }: Pick<Parameters<typeof listDatasetCases>[1], 'teamId' | 'versionId'>,
): Promise<SplitCases & { all: readonly TestCase[] }> {
  const page = { splits: null, limit: maxTestsPerRun, offset: 0 };
  const rows = await listDatasetCases(tx, { teamId, versionId, ...page });
  const all = rows.map(({ body, split }) => ({ ...testCaseSchema.parse(body), split }));
  return { ...splitCases(all, engines), all };
}

function refuseEmptySplits({ train, validation, sealed }: SplitCases): void {
  for (const [name, size] of [
    ['train', train.length],
    ['validation', validation.length],
    ['sealed', sealed.size],
  ] as const) {
    if (size > 0) continue;
    throw new AppError(
      'invalid_input',
      `dataset_id: the dataset has no ${name} cases. A patch is learned on train, decided on validation and checked on sealed cases.`,
    );
  }
}
