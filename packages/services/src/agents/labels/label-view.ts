import type { AgentLabel, AgentLabelView } from '@agent-factory/contracts';
import type { LabelMoveRow, Transaction } from '@agent-factory/db';
import type { Spec } from '@agent-factory/spec';
import { loadSpec } from '../../runs/execution/load-spec.ts';
import type { ServiceContext } from '../../service-context.ts';

/** A move that set a label at a version. */
export type SetLabel = LabelMoveRow & {
  version: number;
  versionId: NonNullable<LabelMoveRow['versionId']>;
  specHash: string;
};

export function isSet(row: LabelMoveRow): row is SetLabel {
  return row.version !== null && row.versionId !== null && row.specHash !== null;
}

/** `production` always is; another where the spec's `gates` say so. */
export function isGuarded(label: AgentLabel, spec: Spec): boolean {
  return label === 'production' || (spec.gates.guards ?? []).includes(label);
}

export async function labelView(
  tx: Transaction,
  { cache, actor }: Pick<ServiceContext, 'cache' | 'actor'>,
  row: SetLabel,
): Promise<AgentLabelView> {
  const stored = { id: row.versionId, teamId: actor.teamId, specHash: row.specHash };
  const spec = row.label === 'production' ? null : await loadSpec(tx, stored, cache);
  return {
    label: row.label,
    version: row.version,
    spec_hash: row.specHash,
    guarded: spec === null || isGuarded(row.label, spec),
    attestation_id: row.attestationId,
    reason: row.reason,
    moved_by: row.movedBy,
    moved_at: row.movedAt.toISOString(),
  };
}
