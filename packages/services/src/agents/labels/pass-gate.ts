import {
  type AgentId,
  AppError,
  type AttestationId,
  attestationSchema,
  datasetIdSchema,
  type GateReasonView,
  isAppError,
} from '@agent-factory/contracts';
import { listNewestAttestations, withTenant } from '@agent-factory/db';
import type { Spec } from '@agent-factory/spec';
import type { ServiceContext } from '../../service-context.ts';
import { decide, staleParts } from '../../tests/gates/check.ts';

interface Candidate {
  agentId: AgentId;
  version: number;
  specHash: string;
  spec: Spec;
  /** The version that the label is at, which this one must not be worse than; null for the first. */
  before: number | null;
}

/**
 * Lets a version through to a guarded label: its tests were attested, nothing has changed since, and the gate is open
 * now, against what is out now. Where the spec has tests of its own, those must be attested, whatever datasets say
 * beside; else the newest attestation decides. One of another dataset that says no, and still speaks of this, counts
 * too. Answers with the attestation that spoke for it. Errors: `gate_shut` with all reasons.
 *
 * Looked at on the team's behalf: who may move a label need not be able to read tests.
 */
export async function passGate(ctx: ServiceContext, candidate: Candidate): Promise<AttestationId> {
  const { agentId, specHash, spec } = candidate;
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'move_label' } as const;
  const asTeam: ServiceContext = { ...ctx, actor: system };
  const rows = await withTenant(ctx.db, system, (tx) =>
    listNewestAttestations(tx, { teamId, agentId, specHash }),
  );
  const attested = rows.map(({ id, body }) => ({ id, attestation: attestationSchema.parse(body) }));
  const deciding =
    spec.tests.length > 0
      ? attested.find(({ attestation }) => attestation.dataset.id === 'spec')
      : attested[0];

  const reasons: GateReasonView[] = [];
  if (deciding === undefined) {
    const { decision } = await decide(asTeam, asked(candidate, null));
    reasons.push({
      code: 'not_attested',
      message: `No attestation speaks for version ${candidate.version}. Run its tests, then have them attested.`,
      cases: [],
    });
    reasons.push(...decision.reasons);
  }
  for (const one of attested) {
    reasons.push(...(await reasonsOf(asTeam, candidate, one.attestation, one.id === deciding?.id)));
  }
  if (deciding === undefined || reasons.length > 0) throw shut(candidate.version, reasons);
  return deciding.id;
}

async function reasonsOf(
  ctx: ServiceContext,
  candidate: Candidate,
  attestation: ReturnType<typeof attestationSchema.parse>,
  isDeciding: boolean,
): Promise<GateReasonView[]> {
  const dataset = datasetIdSchema.safeParse(attestation.dataset.id);
  const name = dataset.success ? `dataset ${attestation.dataset.id}` : 'the spec’s own tests';
  let decided: Awaited<ReturnType<typeof decide>>;
  try {
    decided = await decide(ctx, asked(candidate, dataset.success ? dataset.data : null));
  } catch (error) {
    // A dataset that is gone says nothing any more, and so speaks for nobody.
    if (!isAppError(error) || error.code !== 'not_found') throw error;
    const message = `What ${name} said is no longer to be looked at: it was deleted. Have other tests attested.`;
    return isDeciding ? [{ code: 'attestation_stale', message, cases: [] }] : [];
  }
  const stale = await staleParts(ctx, attestation, decided.candidate);
  if (stale.length > 0) {
    const parts = stale.map(
      ({ what, attested, current }) => `${what} (${attested ?? 'none'} → ${current ?? 'none'})`,
    );
    const message = `Changed since ${name} were attested: ${parts.join(', ')}. Run the tests again and have them attested.`;
    return isDeciding ? [{ code: 'attestation_stale', message, cases: [] }] : [];
  }
  const shutThen = attestation.gate.open
    ? []
    : [
        {
          code: 'attestation_gate_shut',
          message: `The newest attestation (${name}) says that the gate was shut: ${attestation.gate.reasons.join(', ')}.`,
          cases: [],
        },
      ];
  return [...shutThen, ...decided.decision.reasons];
}

function asked(
  { agentId, version, before }: Candidate,
  datasetId: Parameters<typeof decide>[1]['dataset_id'] | null,
) {
  return {
    agent_id: agentId,
    version,
    ...(datasetId === null ? {} : { dataset_id: datasetId }),
    ...(before === null || before === version ? {} : { baseline_version: before }),
  };
}

function shut(version: number, reasons: readonly GateReasonView[]): AppError {
  const seen = new Map(reasons.map((reason) => [`${reason.code} ${reason.message}`, reason]));
  const all = [...seen.values()];
  const said = all.map(({ message }) => message).join(' ');
  return new AppError('gate_shut', `Version ${version} may not go out yet. ${said}`, { reasons: all });
}
