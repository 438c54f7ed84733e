import type { AgentId, DatasetId, DatasetVersionId, Split, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewDatasetVersion {
  teamId: TeamId;
  /** Used where there is none of that name. */
  datasetId: DatasetId;
  versionId: DatasetVersionId;
  agentId: AgentId | null;
  name: string;
  description: string | null;
  contentHash: string;
  cases: readonly { position: number; name: string; split: Split; body: unknown }[];
  createdBy: string | null;
}

/** The dataset of that name, made where there is none; its row is locked, so that versions are counted one after another. */
export async function lockDataset(
  tx: Transaction,
  { teamId, datasetId, agentId, name, description, createdBy }: NewDatasetVersion,
): Promise<{ id: DatasetId; agentId: AgentId | null } | undefined> {
  const { rows } = await sql<{ id: DatasetId; agentId: AgentId | null }>`
    insert into public.datasets (id, team_id, agent_id, name, description, created_by)
    values (${datasetId}, ${teamId}, ${agentId}, ${name}, ${description ?? ''}, ${createdBy}::uuid)
    on conflict (team_id, name) do update
      set description = coalesce(${description}::text, datasets.description)
    returning id, agent_id as "agentId"`.execute(tx);
  return rows[0];
}

/** Whether these very cases are a version of the dataset already. */
export async function hasDatasetVersion(
  tx: Transaction,
  { teamId, datasetId, contentHash }: { teamId: TeamId; datasetId: DatasetId; contentHash: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from public.dataset_versions
    where team_id = ${teamId} and dataset_id = ${datasetId} and content_hash = ${contentHash}`.execute(tx);
  return rows.length === 1;
}

/** The next version of a dataset that `lockDataset` has locked. */
export async function insertDatasetVersion(
  tx: Transaction,
  { teamId, datasetId, versionId, contentHash, cases, createdBy }: NewDatasetVersion,
): Promise<void> {
  await sql`
    with version as (
      insert into public.dataset_versions (id, team_id, dataset_id, version, content_hash, cases, created_by)
      select ${versionId}, ${teamId}, ${datasetId}, coalesce(max(version), 0) + 1, ${contentHash},
        ${cases.length}::integer, ${createdBy}::uuid
      from public.dataset_versions where team_id = ${teamId} and dataset_id = ${datasetId}
    )
    select`.execute(tx);
  // A statement of its own: a key sees the version that it adds cases to only once that is there.
  await sql`
    insert into public.dataset_cases (team_id, dataset_version_id, position, name, split, body)
    select ${teamId}, ${versionId}, given.position, given.name, given.split, given.body
    from jsonb_to_recordset(${json(cases)}) as given (position integer, name text, split text, body jsonb)`.execute(
    tx,
  );
}
