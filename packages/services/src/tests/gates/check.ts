import {
  type Attestation,
  agentIdSchema,
  attestationSchema,
  datasetIdSchema,
  type GateView,
} from '@agent-factory/contracts';
import { selectNewestAttestation, withTenant } from '@agent-factory/db';
import {
  attestationCovers,
  decideGate,
  evaluatorVersion,
  gatePolicy,
  type StalePart,
} from '@agent-factory/evals';
import { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import { requireScope } from '../../access/require-scope.ts';
import type { ServiceContext } from '../../service-context.ts';
import { chosenModel } from './chosen-model.ts';
import { offeredModels } from './offered-models.ts';
import { gatesOf, readVersionUnderGate, type VersionUnderGate } from './tested-version.ts';

export const gateInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  /** The version that is to go out; the newest if left out. */
  version: z.coerce.number().int().min(1).optional(),
  /** Tested on this dataset's newest version; on the spec's own tests if left out. */
  dataset_id: datasetIdSchema.optional(),
  /** The version that is out now, which it must not be worse than; none if left out. */
  baseline_version: z.coerce.number().int().min(1).optional(),
});

/** Of the comparison's bootstrap: the same evidence, the same decision. */
const seed = 20_251_121;

/**
 * Whether a version of an agent may go out, from its newest test run, and whether the newest attestation of it still
 * speaks about it. Errors: `not_found` (agent, version, dataset), `spec_not_runnable`.
 */
export async function checkGate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof gateInputSchema>;
}): Promise<GateView> {
  requireScope(ctx.actor, 'tests:read', 'tests:write');
  const asked = parseInput(gateInputSchema, input);
  const { candidate, decision, policy } = await decide(ctx, asked);
  const { teamId } = ctx.actor;
  const { specHash } = candidate;
  const row = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectNewestAttestation(tx, { teamId, agentId: asked.agent_id, specHash }),
  );
  const attestation = row === undefined ? null : attestationSchema.parse(row.body);
  return {
    agent_id: asked.agent_id,
    version: candidate.version,
    spec_hash: specHash,
    open: decision.open,
    reasons: decision.reasons,
    needed: decision.needed,
    policy: {
      min_pass_rate: policy.minPassRate,
      trials: policy.trials,
      max_unjudged_share: policy.maxUnjudgedShare,
      alpha: policy.alpha,
    },
    test_run_id: candidate.testRunId,
    attestation,
    stale: attestation === null ? [] : await staleParts(ctx, attestation, candidate),
  };
}

type Asked = z.output<typeof gateInputSchema>;

/** What the gate says of fresh results. */
export async function decide(ctx: ServiceContext, asked: Asked) {
  const { agent_id: agentId, dataset_id: datasetId = null, baseline_version: before } = asked;
  const candidate = await readVersionUnderGate(ctx, { agentId, version: asked.version ?? null, datasetId });
  const baseline =
    before === undefined ? null : await readVersionUnderGate(ctx, { agentId, version: before, datasetId });
  const policy = gatePolicy(gatesOf(candidate.spec));
  const decision = decideGate({
    policy,
    baseline: baseline?.tested ?? null,
    candidate: candidate.tested,
    seed,
  });
  return { candidate, baseline, decision, policy };
}

/**
 * What is no longer as it was: a signature that is none of this installation's, a model that is not offered any more, and
 * another that the router would take today under the name that the agent asks for.
 */
export async function staleParts(
  ctx: ServiceContext,
  attestation: Attestation,
  candidate: VersionUnderGate,
): Promise<StalePart[]> {
  const forged = !ctx.secrets.receipts.verifyStatement(attestation);
  const offered = await offeredModels(
    ctx,
    [...attestation.models, ...attestation.judges].map(({ asked }) => asked),
  );
  const answering = (names: readonly { asked: string }[]) =>
    Object.fromEntries(names.map(({ asked }) => [asked, offered.has(asked) ? asked : null]));
  const { stale } = attestationCovers(attestation, {
    specHash: candidate.specHash,
    dataset: candidate.dataset,
    evaluatorVersion,
    models: answering(attestation.models),
    judges: answering(attestation.judges),
    settings: candidate.settings,
  });
  const changed = await otherModel(ctx, attestation, candidate);
  return [
    ...(forged ? [{ what: 'signature', attested: attestation.key_id, current: null }] : []),
    ...stale,
    ...(changed === null ? [] : [changed]),
  ];
}

async function otherModel(
  ctx: ServiceContext,
  { models }: Attestation,
  { spec }: VersionUnderGate,
): Promise<StalePart | null> {
  const tested = models.map(({ answered }) => answered);
  const chosen = tested.length === 0 ? null : await chosenModel(ctx, spec);
  if (chosen === null || tested.includes(chosen.answered)) return null;
  return { what: `model ${chosen.asked}`, attested: tested.join(', '), current: chosen.answered };
}
