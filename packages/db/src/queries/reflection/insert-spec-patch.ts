import type {
  AgentId,
  AgentVersionId,
  DatasetId,
  DatasetVersionId,
  SpecPatchId,
  TeamId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewSpecPatch {
  id: SpecPatchId;
  teamId: TeamId;
  agentId: AgentId;
  agentVersionId: AgentVersionId;
  version: number;
  datasetId: DatasetId;
  datasetVersionId: DatasetVersionId;
  settings: unknown;
  limitNanoUsd: number;
  createdBy: string | null;
  apiKeyId: string | null;
}

export async function insertSpecPatch(tx: Transaction, patch: NewSpecPatch): Promise<void> {
  await sql`
    insert into public.spec_patches (id, team_id, agent_id, agent_version_id, version, dataset_id, dataset_version_id,
      settings, limit_nano_usd, created_by, api_key_id)
    values (${patch.id}, ${patch.teamId}, ${patch.agentId}, ${patch.agentVersionId}, ${patch.version},
      ${patch.datasetId}, ${patch.datasetVersionId}, ${json(patch.settings)}, ${patch.limitNanoUsd},
      ${patch.createdBy}, ${patch.apiKeyId})`.execute(tx);
}
