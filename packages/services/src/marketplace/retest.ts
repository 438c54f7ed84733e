import {
  type AgentId,
  isAppError,
  type TeamId,
  type TemplateVersionId,
  type TestRunId,
} from '@agent-factory/contracts';
import {
  listTemplatesToRetest,
  putTemplateEvidence,
  selectNewestAttestation,
  selectTemplate,
  selectTemplateVersion,
  selectTestRun,
  setTemplateRetest,
  type TemplateVersionRow,
  withTenant,
} from '@agent-factory/db';
import { contextFor, type Services } from '../service-context.ts';
import { runAgentTests } from '../tests/run-agent-tests.ts';
import { readEvidence } from './evidence-of.ts';

const day = 86_400_000;
/** How old what a listing shows may become. */
const everyMs = 7 * day;
/** After so long it is looked whether a retest has ended. */
const lookMs = 10 * 60_000;
/** What one retest may cost, on the account of the team that offers it. */
const maxCostUsd = 0.5;
const batch = 10;

export function nextRetest(now: number): Date {
  return new Date(now + everyMs);
}

/**
 * Tests again what is listed, once a week and in small: each trial of its own tests once, nothing from the cache. What
 * comes of it takes the place of what the listing showed. Any number of processes may do this at once: a run is begun
 * under a key of its own. Answers with how many were begun and how many had ended.
 */
export async function retestTemplates({
  services,
}: {
  services: Services;
}): Promise<{ begun: number; measured: number }> {
  const due = await listTemplatesToRetest(services.db, batch);
  const done = { begun: 0, measured: 0 };
  for (const { teamId, versionId } of due) {
    const came = await retest(services, { teamId, versionId }).catch(async (error: unknown) => {
      services.onError(error, { job: 'retest_templates', versionId });
      await put(services, { teamId, versionId, testRunId: null, inMs: day });
      return null;
    });
    if (came !== null) done[came] += 1;
  }
  return done;
}

type Subject = { teamId: TeamId; versionId: TemplateVersionId };

async function retest(services: Services, subject: Subject): Promise<'begun' | 'measured' | null> {
  const { teamId, versionId } = subject;
  const system = { type: 'system', teamId, reason: 'retest_template' } as const;
  const version = await withTenant(services.db, system, (tx) =>
    selectTemplateVersion(tx, { id: versionId, teamId }),
  );
  if (version === undefined) return null;
  return version.retestRunId === null
    ? begin(services, subject, version)
    : look(services, subject, version, version.retestRunId);
}

async function begin(
  services: Services,
  { teamId, versionId }: Subject,
  version: TemplateVersionRow,
): Promise<'begun' | null> {
  const system = { type: 'system', teamId, reason: 'retest_template' } as const;
  const tested = await withTenant(services.db, system, async (tx) => {
    const template = await selectTemplate(tx, { id: version.templateId, teamId });
    const agentId = template?.agentId ?? null;
    if (agentId === null) return null;
    const row = await selectNewestAttestation(tx, { teamId, agentId, specHash: version.specHash });
    return { agentId, datasetId: datasetIn(row?.body) };
  });
  if (tested === null) {
    // The agent is gone: what was measured of it stays, with its day.
    await put(services, { teamId, versionId, testRunId: null, inMs: 52 * everyMs });
    return null;
  }
  try {
    const { run_id } = await runAgentTests({
      ctx: contextFor(services, system),
      input: {
        agent_id: tested.agentId satisfies AgentId,
        version: version.agentVersion,
        trials: 1,
        settings: { cache: false },
        max_cost_usd: maxCostUsd,
        ...(tested.datasetId === null ? {} : { dataset_id: tested.datasetId }),
        idempotency_key: `retest ${versionId} ${version.retestDueAt?.toISOString() ?? ''}`,
      },
    });
    await put(services, { teamId, versionId, testRunId: run_id, inMs: lookMs });
    return 'begun';
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Its agent or its dataset was deleted, or it cannot run any more.
    await put(services, { teamId, versionId, testRunId: null, inMs: 4 * everyMs });
    return null;
  }
}

async function look(
  services: Services,
  { teamId, versionId }: Subject,
  version: TemplateVersionRow,
  testRunId: TestRunId,
): Promise<'measured' | null> {
  const system = { type: 'system', teamId, reason: 'retest_template' } as const;
  const run = await withTenant(services.db, system, (tx) => selectTestRun(tx, { id: testRunId, teamId }));
  if (run?.status === 'queued' || run?.status === 'running') {
    await put(services, { teamId, versionId, testRunId, inMs: lookMs });
    return null;
  }
  const measured = await readEvidence(services, { teamId, testRunId });
  if (measured !== undefined) {
    const { evidence } = measured;
    await withTenant(services.db, system, (tx) =>
      putTemplateEvidence(tx, { id: versionId, teamId, evidence }),
    );
    await services.cache.forget('template', version.templateId);
  }
  await put(services, { teamId, versionId, testRunId: null, inMs: everyMs });
  return measured === undefined ? null : 'measured';
}

async function put(
  services: Services,
  { teamId, versionId, testRunId, inMs }: Subject & { testRunId: TestRunId | null; inMs: number },
): Promise<void> {
  const system = { type: 'system', teamId, reason: 'retest_template' } as const;
  const dueAt = new Date(services.clock.now() + inMs);
  await withTenant(services.db, system, (tx) =>
    setTemplateRetest(tx, { id: versionId, teamId, testRunId, dueAt }),
  );
}

/** Null for the spec's own tests. */
function datasetIn(body: unknown): `dst_${string}` | null {
  const dataset =
    typeof body === 'object' && body !== null && 'dataset' in body ? (body.dataset as { id?: unknown }) : {};
  return typeof dataset.id === 'string' && dataset.id.startsWith('dst_')
    ? (dataset.id as `dst_${string}`)
    : null;
}
