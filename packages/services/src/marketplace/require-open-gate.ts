import { type AgentId, AppError, type DatasetId, type TemplateEvidence } from '@agent-factory/contracts';
import { selectNewestAttestation, withTenant } from '@agent-factory/db';
import type { ServiceContext } from '../service-context.ts';
import { checkGate } from '../tests/gates/check.ts';
import type { Publishable } from './contents.ts';
import { readEvidence } from './evidence-of.ts';

/**
 * What a version is listed on: the signed statement that it passed its tests, which still speaks about it, and what was
 * measured then. Throws `gate_shut` that says what is missing.
 */
export async function requireOpenGate(
  ctx: ServiceContext,
  {
    agentId,
    datasetId,
    publishable,
  }: { agentId: AgentId; datasetId: DatasetId | null; publishable: Publishable },
): Promise<{ attestationId: string; evidence: TemplateEvidence }> {
  const { teamId } = ctx.actor;
  const { specHash, agentVersion: version } = publishable;
  // A key that offers templates need not be one that tests.
  const actor = { type: 'system', teamId, reason: 'publish_template' } as const;
  const system = { ...ctx, actor };
  const row = await withTenant(ctx.db, actor, (tx) =>
    selectNewestAttestation(tx, { teamId, agentId, specHash }),
  );
  if (row === undefined) {
    throw shut([`version ${version} of the agent has no attestation: run its tests, then attest it`]);
  }
  const gate = await checkGate({
    ctx: system,
    input: {
      agent_id: agentId,
      version,
      ...datasetOf(datasetId, row.body),
    },
  });
  const missing = [
    ...gate.reasons.map(({ code, message }) => `${message} (${code})`),
    ...(gate.attestation?.gate.open === false ? ['the newest attestation says that the gate was shut'] : []),
    ...gate.stale.map(({ what }) => `the attestation is of another ${what} than today’s: attest it again`),
  ];
  if (!gate.open || missing.length > 0) throw shut(missing);
  const measured =
    gate.test_run_id === null ? undefined : await readEvidence(ctx, { teamId, testRunId: gate.test_run_id });
  if (measured === undefined) throw shut(['its test run is gone: run the tests again and attest them']);
  const changed = publishable.sources
    .slice(1)
    .filter(({ createdAt }) => createdAt >= measured.startedAt)
    .map(
      ({ name }) => `"${name}", which it calls, has changed since the tests: run them again and attest them`,
    );
  if (changed.length > 0) throw shut(changed);
  return { attestationId: row.id, evidence: measured.evidence };
}

function shut(missing: readonly string[]): AppError {
  return new AppError('gate_shut', `This version cannot be listed yet: ${missing.join('; ')}.`);
}

/** The tests that were named, else those that the attestation is about. */
function datasetOf(named: DatasetId | null, body: unknown): { dataset_id?: DatasetId } {
  if (named !== null) return { dataset_id: named };
  const dataset =
    typeof body === 'object' && body !== null && 'dataset' in body ? (body.dataset as { id?: unknown }) : {};
  return typeof dataset.id === 'string' && dataset.id.startsWith('dst_')
    ? { dataset_id: dataset.id as DatasetId }
    : {};
}
