import { createHash } from 'node:crypto';
import { type Attestation, attestationSchema, datasetIdSchema, isAppError } from '@agent-factory/contracts';
import {
  type AttestedLabel,
  listAttestedLabels,
  selectAttestation,
  selectTestRunByKey,
  withTenant,
} from '@agent-factory/db';
import type { StalePart } from '@agent-factory/evals';
import { canonicalJson } from '@agent-factory/spec';
import { contextFor, type ServiceContext, type Services } from '../../service-context.ts';
import { publishEvent } from '../../webhooks/publish.ts';
import { runAgentTests } from '../run-agent-tests.ts';
import { staleParts } from './check.ts';
import { readVersionUnderGate } from './tested-version.ts';

const page = 100;

/**
 * Holds what stands at `production` against what was attested of it: where another model answers now, or something else
 * changed under it, its tests run again, once for each change, and webhooks are told (`attestation.stale`). The label
 * stays: what to do is for people to say. Answers with how many were set going.
 */
export async function retestWhatChanged({ services }: { services: Services }): Promise<{ retested: number }> {
  let after: AttestedLabel | null = null;
  let retested = 0;
  for (;;) {
    const labels: AttestedLabel[] = await listAttestedLabels(services.db, { after, limit: page });
    for (const label of labels) {
      // One that cannot be looked at keeps none of the others from it.
      const done = await retest(services, label).catch((error: unknown) => {
        services.onError(error, { job: 'retest_agents', team_id: label.teamId, agent_id: label.agentId });
        return false;
      });
      if (done) retested += 1;
    }
    after = labels.at(-1) ?? null;
    if (labels.length < page || after === null) return { retested };
  }
}

async function retest(services: Services, label: AttestedLabel): Promise<boolean> {
  const { teamId, agentId, version, attestationId } = label;
  const ctx = contextFor(services, { type: 'system', teamId, reason: 'retest_agents' });
  const attestation = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectAttestation(tx, { teamId, id: attestationId }),
  );
  if (attestation === undefined) return false;
  const body = attestationSchema.parse(attestation.body);
  const changed = await changesOf(ctx, label, body);
  if (changed.length === 0) return false;

  const digest = createHash('sha256')
    .update(canonicalJson(changed.map((part) => ({ ...part }))))
    .digest('hex');
  const idempotencyKey = `retest:${attestationId}:${digest.slice(0, 32)}`;
  const known = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectTestRunByKey(tx, { teamId, idempotencyKey }),
  );
  if (known !== undefined) return false;
  const dataset = datasetIdSchema.safeParse(body.dataset.id);
  const started = await runAgentTests({
    ctx,
    input: {
      ...{ agent_id: agentId, version, idempotency_key: idempotencyKey },
      ...(dataset.success ? { dataset_id: dataset.data } : {}),
    },
  });
  await withTenant(ctx.db, ctx.actor, (tx) =>
    publishEvent(tx, {
      teamId,
      type: 'attestation.stale',
      data: {
        ...{ agent_id: agentId, agent: body.agent, version, attestation_id: attestationId, changed },
        test_run_id: started.run_id,
      },
    }),
  );
  return true;
}

/** Empty too where the agent, its version or its dataset is gone: nothing is out then. */
async function changesOf(
  ctx: ServiceContext,
  { agentId, version }: AttestedLabel,
  body: Attestation,
): Promise<StalePart[]> {
  const dataset = datasetIdSchema.safeParse(body.dataset.id);
  try {
    const candidate = await readVersionUnderGate(ctx, {
      agentId,
      version,
      datasetId: dataset.success ? dataset.data : null,
    });
    return await staleParts(ctx, body, candidate);
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return [];
    throw error;
  }
}
