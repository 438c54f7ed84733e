import {
  AppError,
  type Attestation,
  type AttestationBody,
  attestationFormat,
  attestationSchema,
  newId,
} from '@agent-factory/contracts';
import { insertAttestation, withTenant } from '@agent-factory/db';
import { evaluatorVersion, passAtShares, rateInterval } from '@agent-factory/evals';
import type { z } from 'zod';
import { parseInput } from '../../access/parse-input.ts';
import { requireScope } from '../../access/require-scope.ts';
import { recordAudit } from '../../audit/record.ts';
import type { ServiceContext } from '../../service-context.ts';
import { decide, gateInputSchema } from './check.ts';

const seed = 20_251_121;

/**
 * Signs what a version's newest test run has come to and what the gate says of it, bound to spec, dataset, evaluator,
 * models and settings. A gate that is shut is attested as shut. Errors: `not_found`; `conflict` where the tests were
 * never run to their end for this version.
 */
export async function attest({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof gateInputSchema>;
}): Promise<Attestation> {
  requireScope(ctx.actor, 'tests:write');
  const asked = parseInput(gateInputSchema, input);
  const { candidate, baseline, decision, policy } = await decide(ctx, asked);
  const { teamId } = ctx.actor;
  const { testRunId, specHash, tested } = candidate;
  if (testRunId === null) {
    throw new AppError(
      'conflict',
      'These tests were not run to their end for this version yet. Run them first.',
    );
  }
  const now = ctx.clock.now();
  const body: Omit<AttestationBody, 'key_id'> = {
    format: attestationFormat,
    team_id: teamId,
    agent_id: asked.agent_id,
    agent: candidate.spec.name,
    spec_hash: specHash,
    test_run: testRunId,
    dataset: candidate.dataset,
    evaluator_version: evaluatorVersion,
    models: candidate.models.map((model) => ({ asked: model, answered: model })),
    judges: candidate.judges.map((model) => ({ asked: model, answered: model })),
    settings: candidate.settings,
    result: resultOf(tested.cases),
    gate: {
      open: decision.open,
      reasons: decision.reasons.map(({ code }) => code),
      min_pass_rate: policy.minPassRate,
      baseline_spec_hash: baseline?.specHash ?? null,
    },
    attested_at: new Date(now).toISOString(),
  };
  const attestation = attestationSchema.parse(ctx.secrets.receipts.signStatement(body));
  const id = newId('attestation', now);
  const system = { type: 'system', teamId, reason: 'attest' } as const;
  await withTenant(ctx.db, system, async (tx) => {
    const { open } = decision;
    await insertAttestation(tx, {
      ...{ id, teamId, agentId: asked.agent_id, testRunId, specHash, open },
      body: attestation,
    });
    await recordAudit(tx, ctx, {
      action: 'agent.attested',
      target: { id: asked.agent_id, name: candidate.spec.name },
      after: {
        ...{ version: candidate.version, spec_hash: specHash, open, test_run_id: testRunId },
        attestation_id: id,
      },
    });
  });
  return attestation;
}

type Cases = Awaited<ReturnType<typeof decide>>['candidate']['tested']['cases'];

function resultOf(cases: Cases): AttestationBody['result'] {
  const trials = cases.flatMap((each) => each.trials);
  const count = (verdict: string) => trials.filter((trial) => trial.verdict === verdict).length;
  const counts = cases
    .map((each) => {
      const judged = each.trials.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
      return { passed: judged.filter(({ verdict }) => verdict === 'pass').length, trials: judged.length };
    })
    .filter((each) => each.trials > 0);
  return {
    cases: cases.length,
    trials: trials.length,
    passed: count('pass'),
    failed: count('fail'),
    errors: count('error'),
    inconclusive: count('inconclusive'),
    pass_rate: rateInterval(passAtShares(1, counts) ?? [], { seed }),
  };
}
