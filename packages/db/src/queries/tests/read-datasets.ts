import type { AgentId, DatasetId, DatasetVersionId, Split, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** A dataset at one of its versions. */
export interface DatasetRow {
  id: DatasetId;
  name: string;
  description: string;
  agentId: AgentId | null;
  versionId: DatasetVersionId;
  version: number;
  contentHash: string;
  cases: number;
  createdAt: Date;
}

const columns = sql`
  dataset.id, dataset.name, dataset.description, dataset.agent_id as "agentId", version.id as "versionId",
  version.version, version.content_hash as "contentHash", version.cases, version.created_at as "createdAt"`;

/** Each at its newest version, newest first. */
export async function listDatasets(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<DatasetRow[]> {
  const { rows } = await sql<DatasetRow>`
    select ${columns} from public.datasets dataset
    cross join lateral (
      select v.* from public.dataset_versions v
      where v.team_id = dataset.team_id and v.dataset_id = dataset.id
      order by v.version desc limit 1
    ) version
    where dataset.team_id = ${teamId}
    order by dataset.created_at desc, dataset.id desc
    limit ${limit}`.execute(tx);
  return rows;
}

/** At `version`, or its newest. */
export async function selectDataset(
  tx: Transaction,
  { id, teamId, version }: { id: DatasetId; teamId: TeamId; version: number | null },
): Promise<DatasetRow | undefined> {
  const { rows } = await sql<DatasetRow>`
    select ${columns} from public.datasets dataset
    join public.dataset_versions version on version.team_id = dataset.team_id and version.dataset_id = dataset.id
    where dataset.team_id = ${teamId} and dataset.id = ${id}
      and (${version}::integer is null or version.version = ${version})
    order by version.version desc
    limit 1`.execute(tx);
  return rows[0];
}

/** The dataset at the version with this id. */
export async function selectDatasetVersion(
  tx: Transaction,
  { id, teamId }: { id: DatasetVersionId; teamId: TeamId },
): Promise<DatasetRow | undefined> {
  const { rows } = await sql<DatasetRow>`
    select ${columns} from public.dataset_versions version
    join public.datasets dataset on dataset.team_id = version.team_id and dataset.id = version.dataset_id
    where version.team_id = ${teamId} and version.id = ${id}`.execute(tx);
  return rows[0];
}

export interface DatasetCaseRow {
  position: number;
  name: string;
  split: Split;
  body: unknown;
}

/** The cases of a version in their order; those of some splits alone if asked. */
export async function listDatasetCases(
  tx: Transaction,
  {
    teamId,
    versionId,
    splits,
    limit,
    offset,
  }: {
    teamId: TeamId;
    versionId: DatasetVersionId;
    splits: readonly Split[] | null;
    limit: number;
    offset: number;
  },
): Promise<DatasetCaseRow[]> {
  const { rows } = await sql<DatasetCaseRow>`
    select position, name, split, body from public.dataset_cases
    where team_id = ${teamId} and dataset_version_id = ${versionId}
      and (${splits}::text[] is null or split = any (${splits}::text[]))
    order by position
    limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

/** Its name; undefined when there was none. Test runs of it stay. */
export async function deleteDataset(
  tx: Transaction,
  { id, teamId }: { id: DatasetId; teamId: TeamId },
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from public.datasets where team_id = ${teamId} and id = ${id} returning name`.execute(tx);
  return rows[0];
}
