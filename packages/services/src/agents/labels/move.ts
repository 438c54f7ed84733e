import {
  type AgentId,
  type AgentLabel,
  type AgentLabelView,
  AppError,
  type AttestationId,
  type MoveLabelInput,
  moveLabelInputSchema,
} from '@agent-factory/contracts';
import {
  insertLabelMove,
  listLabels,
  selectEarlierMove,
  selectPinnedVersion,
  violatesConstraint,
  withTenant,
} from '@agent-factory/db';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireAgent } from '../../access/require-agent.ts';
import { requireScope } from '../../access/require-scope.ts';
import { recordAudit } from '../../audit/record.ts';
import { loadSpec } from '../../runs/execution/load-spec.ts';
import type { ServiceContext } from '../../service-context.ts';
import { publishEvent } from '../../webhooks/publish.ts';
import { isGuarded, isSet, labelView } from './label-view.ts';
import { passGate } from './pass-gate.ts';

/**
 * Moves a label to a version. `production`, and what the spec's `gates.guards` names (of the version that comes or of
 * the one that goes), asks for an open gate with an attestation; a version at which the label stood under one before may
 * be gone back to at once, since whoever rolls back cannot wait for tests. The version that it is at already changes
 * nothing. Errors: `not_found` (agent, version), `gate_shut` with reasons, `conflict` where somebody moved it first.
 */
export async function moveAgentLabel({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: MoveLabelInput;
}): Promise<AgentLabelView> {
  requireScope(ctx.actor, 'agents:write');
  const { agent_id: agentId, label, version, from_version, reason } = parseInput(moveLabelInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'move_label' } as const;

  const { pinned, spec, last, earlier, guardedBefore } = await withTenant(ctx.db, system, async (tx) => {
    const pinned = await selectPinnedVersion(tx, { agentId, teamId, version });
    if (pinned === undefined) throw notFound('agent');
    if (pinned.id === null) throw notFound('agent version');
    const last = (await listLabels(tx, { teamId, agentId })).find((row) => row.label === label) ?? null;
    const earlier = await selectEarlierMove(tx, { teamId, agentId, label, version });
    const stored = { id: pinned.id, teamId, specHash: pinned.specHash };
    const guardedBefore = last !== null && isSet(last) && (await labelView(tx, ctx, last)).guarded;
    return { pinned, spec: await loadSpec(tx, stored, ctx.cache), last, earlier, guardedBefore };
  });
  const before = last?.version ?? null;
  if (from_version !== undefined && from_version !== before) throw movedMeanwhile(label, before);
  if (last !== null && isSet(last) && before === version) {
    return withTenant(ctx.db, system, (tx) => labelView(tx, ctx, last));
  }

  const guarded = guardedBefore || isGuarded(label, spec);
  const wentBack = guarded && earlier !== undefined;
  const attestationId = !guarded
    ? null
    : (earlier?.attestationId ??
      (await passGate(ctx, { agentId, version, specHash: pinned.specHash, spec, before })));

  return store(ctx, {
    ...{ agentId, agentName: pinned.agentName, label, version, specHash: pinned.specHash, before },
    ...{ attestationId, wentBack, reason: reason ?? null, move: (last?.move ?? 0) + 1 },
  });
}

interface Move {
  agentId: AgentId;
  agentName: string;
  label: AgentLabel;
  version: number;
  specHash: string;
  before: number | null;
  attestationId: AttestationId | null;
  wentBack: boolean;
  reason: string | null;
  move: number;
}

async function store(ctx: ServiceContext, move: Move): Promise<AgentLabelView> {
  const { teamId } = ctx.actor;
  const { agentId, label, version, specHash, attestationId, reason } = move;
  const system = { type: 'system', teamId, reason: 'move_label' } as const;
  const stored = withTenant(ctx.db, system, async (tx) => {
    await insertLabelMove(tx, {
      ...{ teamId, agentId, label, move: move.move, version, attestationId, reason },
      movedBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    await recordAudit(tx, ctx, {
      action: 'agent.label_moved',
      target: { id: agentId, name: move.agentName },
      before: { label, version: move.before },
      after: {
        label,
        version,
        spec_hash: specHash,
        attestation_id: attestationId,
        went_back: move.wentBack,
        reason,
      },
    });
    const data = { agent_id: agentId, agent: move.agentName, label, version, spec_hash: specHash };
    await publishEvent(tx, {
      teamId,
      type: 'agent.label_moved',
      data: { ...data, from_version: move.before },
    });
    const row = (await listLabels(tx, { teamId, agentId })).find((each) => each.label === label);
    if (row === undefined || !isSet(row)) throw new Error('a label that was just set stands somewhere');
    return labelView(tx, ctx, row);
  });
  return stored.catch((error: unknown) => {
    throw violatesConstraint(error, 'agent_label_moves_pkey') ? movedMeanwhile(label, null) : error;
  });
}

export function movedMeanwhile(label: AgentLabel, at: number | null): AppError {
  const where = at === null ? '' : ` It is at version ${at} now.`;
  return new AppError('conflict', `Somebody moved the label ${label} in the meantime.${where} Look again.`);
}
