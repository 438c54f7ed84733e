import type {
  AgentId,
  AgentVersionId,
  DatasetId,
  DatasetVersionId,
  PatchRefusal,
  SpecPatchId,
  SpecPatchPhase,
  SpecPatchStatus,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

export interface SpecPatchRow {
  id: SpecPatchId;
  agentId: AgentId;
  agentVersionId: AgentVersionId;
  version: number;
  datasetId: DatasetId;
  datasetVersionId: DatasetVersionId;
  status: SpecPatchStatus;
  phase: SpecPatchPhase | null;
  reasonCode: PatchRefusal | null;
  reason: string | null;
  patch: unknown;
  results: unknown;
  settings: unknown;
  limitNanoUsd: number;
  acceptedVersion: number | null;
  createdBy: string | null;
  apiKeyId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export const specPatchColumns = sql`
  id, agent_id as "agentId", agent_version_id as "agentVersionId", version, dataset_id as "datasetId",
  dataset_version_id as "datasetVersionId", status, phase, reason_code as "reasonCode", reason, patch, results,
  settings, limit_nano_usd as "limitNanoUsd", accepted_version as "acceptedVersion", created_by as "createdBy",
  api_key_id as "apiKeyId", created_at as "createdAt", finished_at as "finishedAt"`;
