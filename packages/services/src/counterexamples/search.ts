import {
  AppError,
  type Counterexamples,
  nanoUsdToUsd,
  newId,
  type SearchCounterexamplesInput,
  searchCounterexamplesInputSchema,
  type TestCase,
  testSettingsSchema,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import { selectDataset, selectTestedVersions, withTenant } from '@agent-factory/db';
import { candidateOfCase, caseOfFind, type Find, findCounterexamples } from '@agent-factory/evals';
import { canonicalJson } from '@agent-factory/spec';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { readSplits } from '../reflection/propose.ts';
import { subjectOf, type Work } from '../reflection/try-cases.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { refuseWithdrawn } from '../runs/refuse-withdrawn.ts';
import type { ServiceContext } from '../service-context.ts';
import { saveCases } from '../tests/datasets/save.ts';
import { offlineServices } from './offline-services.ts';
import { expectationsOf, tryCandidate } from './try-candidate.ts';

interface Found {
  find: Find;
  origin: TestCase;
  live: boolean;
}

/**
 * Looks for questions and tool results that break an agent: first with a model that costs nothing, then, if asked, with
 * live ones within a small budget, both from the train cases of a dataset (what is sealed stays so). Each find, shrunk to
 * the least that shows it, becomes a case of the dataset's next version. Errors: `not_found` (agent, dataset);
 * `invalid_input` where the dataset has no train cases.
 */
export async function searchCounterexamples({
  ctx,
  input,
  signal,
}: {
  ctx: ServiceContext;
  input: SearchCounterexamplesInput;
  signal: AbortSignal;
}): Promise<Counterexamples> {
  requireScope(ctx.actor, 'tests:write');
  const given = parseInput(searchCounterexamplesInputSchema, input);
  const { agent_id: agentId, dataset_id: datasetId, seed } = given;
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const { dataset, splits } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const found = await selectDataset(tx, { id: datasetId, teamId, version: null });
    if (found === undefined) throw notFound('dataset');
    return { dataset: found, splits: await readSplits(tx, { teamId, versionId: found.versionId }) };
  });
  const cases = splits.train;
  if (cases.length === 0) {
    throw new AppError('invalid_input', 'dataset_id: the dataset has no train cases to begin with.');
  }
  // A key that tests need not be one that reads agents.
  const system = { type: 'system', teamId, reason: 'counterexamples' } as const;
  const spec = await withTenant(ctx.db, system, async (tx) => {
    const [version] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version: null });
    if (version === undefined) throw notFound('agent');
    refuseWithdrawn(version.name, version.withdrawnTemplateId);
    return loadSpec(tx, { id: version.id, teamId, specHash: version.specHash }, ctx.cache);
  });
  const subject = await subjectOf(ctx, teamId, spec);
  const limitNanoUsd = usdToNanoUsd(given.max_cost_usd);
  const work: Work = {
    services: offlineServices(ctx),
    teamId,
    account: {
      id: newId('counterexampleSearch', ctx.clock.now()),
      limitNanoUsd,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      apiKeyId: ctx.actor.type === 'apiKey' ? ctx.actor.keyId : null,
    },
    // Every tool answers as the world of the try says; what it does not say is an error of the tool.
    settings: testSettingsSchema.parse({ live_tools: 'none' }),
    signal,
  };
  const byInput = new Map(cases.map((each) => [canonicalJson(each.input), each]));
  const began = performance.now();
  const left = () => Math.max(0, given.seconds * 1000 - (performance.now() - began));
  const searched = (part: Work, tries: number) =>
    findCounterexamples({
      try: (candidate, stop) => tryCandidate({ ...part, signal: stop }, subject, byInput, candidate),
      seeds: cases.map(candidateOfCase),
      budget: { tries, costNanoUsd: limitNanoUsd, ms: left() },
      seed,
      now: () => performance.now(),
      signal,
      confirmations: 1,
    });

  const first = await searched(work, given.tries);
  const second =
    given.live_tries === 0 || left() === 0
      ? null
      : await searched({ ...work, services: ctx, models: { denyModels: ['offline/*'] } }, given.live_tries);
  const known = new Set(first.finds.map(({ broken }) => broken));
  const found = [
    ...first.finds.map((find) => foundOf(find, cases, false)),
    ...(second?.finds ?? [])
      .filter(({ broken }) => !known.has(broken))
      .map((find) => foundOf(find, cases, true)),
  ];
  // A case that breaks as it stands says so already.
  const kept = found.map(({ find, origin }) =>
    find.mutations.length === 0
      ? origin
      : { ...caseOfFind(find, origin), expect: expectationsOf(find, origin) },
  );
  const names = new Set(splits.all.map(({ name }) => name));
  const added = kept.filter(({ name }) => !names.has(name));
  const saved =
    added.length === 0
      ? null
      : await saveCases(ctx, {
          name: dataset.name,
          agent_id: dataset.agentId,
          cases: [...splits.all, ...added],
          notes: [],
        });
  return {
    finds: found.map(({ find, origin, live }, place) => ({
      broken: find.broken,
      reason: find.reason,
      of: origin.name,
      case: kept[place]?.name ?? '',
      input: find.candidate.input,
      tools: { ...find.candidate.tools },
      live,
    })),
    tries: first.tries,
    unknown: first.unknown + (second?.unknown ?? 0),
    stopped: first.stopped,
    live: second === null ? null : { tries: second.tries, stopped: second.stopped },
    cost: nanoUsdToUsd(first.costNanoUsd + (second?.costNanoUsd ?? 0)),
    dataset_version: saved?.version ?? null,
  };
}

function foundOf(find: Find, cases: readonly TestCase[], live: boolean): Found {
  const origin = cases[find.of];
  if (origin === undefined) throw new Error('a find is of one of the cases that were given');
  return { find, origin, live };
}
