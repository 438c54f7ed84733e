import { createHash } from 'node:crypto';
import {
  type AgentId,
  type AttestationBody,
  type DatasetId,
  maxTestsPerRun,
  type TestRunId,
} from '@agent-factory/contracts';
import {
  listDatasetCases,
  listTrialsOfRun,
  selectDataset,
  selectNewestTestRun,
  selectTestedVersions,
  selectTestRun,
  withTenant,
} from '@agent-factory/db';
import type { TestedVersion } from '@agent-factory/evals';
import { canonicalJson, type Gates, type Spec } from '@agent-factory/spec';
import { notFound } from '../../access/not-found.ts';
import { requireAgent } from '../../access/require-agent.ts';
import { loadSpec } from '../../runs/execution/load-spec.ts';
import type { ServiceContext } from '../../service-context.ts';
import { readTestedCases } from '../../test-evidence/tested-cases.ts';
import { settingsOf } from '../test-run-view.ts';

/** One version of an agent with what its newest test run on some tests has come to. */
export interface VersionUnderGate {
  spec: Spec;
  version: number;
  specHash: string;
  /** Null where these tests were never run to their end for this spec. */
  testRunId: TestRunId | null;
  dataset: AttestationBody['dataset'];
  tested: TestedVersion;
  models: string[];
  judges: string[];
  settings: AttestationBody['settings'];
}

/** Errors: `not_found` (agent, version, dataset), `spec_not_runnable`. */
export async function readVersionUnderGate(
  ctx: ServiceContext,
  { agentId, version, datasetId }: { agentId: AgentId; version: number | null; datasetId: DatasetId | null },
): Promise<VersionUnderGate> {
  const { teamId } = ctx.actor;
  requireAgent(ctx.actor, agentId);
  // A key that tests need not be one that reads agents.
  const system = { type: 'system', teamId, reason: 'check_gate' } as const;
  const { pinned, spec } = await withTenant(ctx.db, system, async (tx) => {
    const [pinned] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version });
    if (pinned === undefined) throw notFound(version === null ? 'agent' : 'agent version');
    const stored = { id: pinned.id, teamId, specHash: pinned.specHash };
    return { pinned, spec: await loadSpec(tx, stored, ctx.cache) };
  });
  const { specHash } = pinned;

  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const dataset =
      datasetId === null ? null : await selectDataset(tx, { id: datasetId, teamId, version: null });
    if (dataset === undefined) throw notFound('dataset');
    const versionId = dataset?.versionId ?? null;
    const page = { splits: null, limit: maxTestsPerRun, offset: 0 };
    const names =
      dataset === null
        ? (spec.tests ?? []).map(({ name }) => name)
        : (await listDatasetCases(tx, { teamId, versionId: dataset.versionId, ...page })).map(
            ({ name }) => name,
          );
    const of = { teamId, agentId, specHash, datasetVersionId: versionId };
    const run = await selectNewestTestRun(tx, of);
    const row = run && (await selectTestRun(tx, { id: run.id, teamId }));
    const evidence = run && (await readTestedCases(tx, { teamId, testRunId: run.id }));
    const trials = run === undefined ? [] : await listTrialsOfRun(tx, { teamId, testRunId: run.id });
    const { judge, ...settings } = row === undefined ? { judge: null } : settingsOf(row);
    return {
      spec,
      version: pinned.version,
      specHash,
      testRunId: run?.id ?? null,
      dataset: {
        id: dataset?.id ?? 'spec',
        version: dataset?.contentHash ?? hashOf(spec.tests ?? []),
      },
      tested: {
        expectedCases: names,
        expectedTrials: gatesOf(spec).trials,
        cases: evidence?.cases ?? [],
      },
      models: evidence?.models ?? [],
      judges: [...new Set([...(judge === null ? [] : [judge]), ...trials.flatMap(judgesOf)])].sort(),
      settings: { ...settings, trials: gatesOf(spec).trials },
    };
  });
}

/** What the spec asks for before it may go out; what it does not say is the language's default. */
export function gatesOf(spec: Spec): Gates {
  return spec.gates;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** As `trial-runner.ts` wrote them. */
function judgesOf({ observation }: { observation: unknown }): string[] {
  const judges =
    typeof observation === 'object' && observation !== null && 'judges' in observation
      ? observation.judges
      : [];
  return Array.isArray(judges) ? judges.filter((one): one is string => typeof one === 'string') : [];
}
