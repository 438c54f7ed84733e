import { nanoUsdToUsd, type SpecPatchView } from '@agent-factory/contracts';
import type { SpecPatchRow } from '@agent-factory/db';
import { patchOf, resultsOf } from './patch-state.ts';

export function patchView(row: SpecPatchRow): SpecPatchView {
  const patch = patchOf(row);
  const { train, refused, validation, sealed } = resultsOf(row);
  return {
    patch_id: row.id,
    agent_id: row.agentId,
    version: row.version,
    dataset_id: row.datasetId,
    status: row.status,
    phase: row.phase,
    reason_code: row.reasonCode,
    reason: row.reason,
    rationale: patch?.rationale ?? null,
    spec: patch?.text ?? null,
    changes: patch?.changes ?? [],
    refused: (refused ?? []).map(({ code, reason }) => ({ reason_code: code, reason })),
    train: train === undefined ? null : { cases: train.cases, failing: train.failures.length },
    validation: validation ?? null,
    sealed:
      sealed === undefined
        ? null
        : { passed: sealed.passed, look: sealed.look, looks_left: sealed.looksLeft },
    accepted_version: row.acceptedVersion,
    max_cost: nanoUsdToUsd(row.limitNanoUsd),
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
