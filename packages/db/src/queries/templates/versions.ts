import type {
  AgentId,
  AgentVersionId,
  SpecChangeView,
  TeamId,
  TemplateEvidence,
  TemplateId,
  TemplatePermissions,
  TemplateVersionId,
  TestRunId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TemplateContent, type TemplateVersionRow, templateVersionColumns } from './rows.ts';

export interface NewTemplateVersion {
  id: TemplateVersionId;
  teamId: TeamId;
  templateId: TemplateId;
  number: number;
  kind: 'Agent' | 'Team';
  agentVersion: number;
  specHash: string;
  contentHash: string;
  changelog: string;
  permissions: TemplatePermissions;
  loosened: readonly SpecChangeView[];
  attestationId: string;
  evidence: TemplateEvidence;
  createdBy: string | null;
  contents: readonly TemplateContent[];
}

/** A version with all that it is made of, in one statement; as the system. It is a draft until it is listed. */
export async function insertTemplateVersion(tx: Transaction, version: NewTemplateVersion): Promise<void> {
  const { id, teamId, templateId, evidence } = version;
  await sql`
    with version as (
      insert into public.template_versions (id, team_id, template_id, number, kind, agent_version, spec_hash,
        content_hash, changelog, permissions, loosened, attestation_id, evidence, evidence_at, created_by)
      values (${id}, ${teamId}, ${templateId}, ${version.number}, ${version.kind}, ${version.agentVersion},
        ${version.specHash}, ${version.contentHash}, ${version.changelog}, ${json(version.permissions)},
        ${json(version.loosened)}, ${version.attestationId}, ${json(evidence)}, ${new Date(evidence.measured_at)},
        ${version.createdBy})
    )
    insert into public.template_contents (team_id, template_id, version_id, position, name, title, description, kind,
      spec, spec_hash)
    select ${teamId}, ${templateId}, ${id}, c.position, c.name, c.title, c.description, c.kind, c.spec, c."specHash"
    from jsonb_to_recordset(${json(version.contents)}) as c(
      position integer, name text, title text, description text, kind text, spec text, "specHash" text
    )`.execute(tx);
}

/** Newest first. */
export async function listTemplateVersions(
  tx: Transaction,
  { teamId, templateIds }: { teamId: TeamId; templateIds: readonly TemplateId[] },
): Promise<TemplateVersionRow[]> {
  const { rows } = await sql<TemplateVersionRow>`
    select ${templateVersionColumns} from public.template_versions version
    where version.team_id = ${teamId} and version.template_id = any (${templateIds}::text[])
    order by version.template_id, version.number desc`.execute(tx);
  return rows;
}

export async function selectTemplateVersion(
  tx: Transaction,
  { id, teamId }: { id: TemplateVersionId; teamId: TeamId },
): Promise<TemplateVersionRow | undefined> {
  const { rows } = await sql<TemplateVersionRow>`
    select ${templateVersionColumns} from public.template_versions version
    where version.team_id = ${teamId} and version.id = ${id}`.execute(tx);
  return rows[0];
}

export async function setTemplateVersionStatus(
  tx: Transaction,
  {
    id,
    teamId,
    status,
  }: { id: TemplateVersionId; teamId: TeamId; status: 'pending' | 'rejected' | 'withdrawn' },
): Promise<void> {
  await sql`
    update public.template_versions set status = ${status} where team_id = ${teamId} and id = ${id}`.execute(
    tx,
  );
}

/** The version is what buyers get from now on; as the system. */
export async function listTemplateVersion(
  tx: Transaction,
  { id, teamId, retestDueAt }: { id: TemplateVersionId; teamId: TeamId; retestDueAt: Date },
): Promise<void> {
  await sql`
    with version as (
      update public.template_versions set status = 'listed', listed_at = now(), retest_due_at = ${retestDueAt}
      where team_id = ${teamId} and id = ${id}
      returning team_id, template_id, id, evidence
    )
    update public.templates template set status = 'listed', current_version_id = version.id, moderation_note = null,
      listed_at = coalesce(template.listed_at, now()), updated_at = now(),
      cost_p50_nano_usd = round((version.evidence -> 'cost_usd' ->> 'p50')::numeric * 1000000000)::bigint
    from version
    where template.team_id = ${teamId} and template.team_id = version.team_id and template.id = version.template_id`.execute(
    tx,
  );
}

/** A new test of what is listed was begun; null when it has ended. */
export async function setTemplateRetest(
  tx: Transaction,
  retest: { id: TemplateVersionId; teamId: TeamId; testRunId: TestRunId | null; dueAt: Date },
): Promise<void> {
  await sql`
    update public.template_versions set retest_run_id = ${retest.testRunId}, retest_due_at = ${retest.dueAt}
    where team_id = ${retest.teamId} and id = ${retest.id}`.execute(tx);
}

/** What was measured last, on the version and, where it is the current one, on its template. */
export async function putTemplateEvidence(
  tx: Transaction,
  { id, teamId, evidence }: { id: TemplateVersionId; teamId: TeamId; evidence: TemplateEvidence },
): Promise<void> {
  await sql`
    with version as (
      update public.template_versions set evidence = ${json(evidence)}, evidence_at = ${new Date(evidence.measured_at)}
      where team_id = ${teamId} and id = ${id} returning id, template_id
    )
    update public.templates template set
      cost_p50_nano_usd = round(${evidence.cost_usd?.p50 ?? null}::numeric * 1000000000)::bigint
    from version
    where template.team_id = ${teamId} and template.id = version.template_id
      and template.current_version_id = version.id`.execute(tx);
}

/** What a version is made of, for its maker and for those who own it; empty for everybody else. */
export async function selectTemplateContents(
  tx: Transaction,
  { teamId, versionId }: { teamId: TeamId; versionId: TemplateVersionId },
): Promise<TemplateContent[]> {
  const { rows } = await sql<TemplateContent>`
    select position, name, title, description, kind, spec, spec_hash as "specHash"
    from public.template_contents
    where team_id = ${teamId} and version_id = ${versionId} order by position`.execute(tx);
  return rows;
}

export interface PublishedText {
  agentId: AgentId;
  versionId: AgentVersionId;
  name: string;
  title: string;
  description: string;
  kind: 'Agent' | 'Team';
  spec: string;
  specHash: string;
  createdAt: Date;
}

/** The texts of these agent versions as they are published, in no order. */
export async function selectVersionsToPublish(
  tx: Transaction,
  { teamId, versionIds }: { teamId: TeamId; versionIds: readonly AgentVersionId[] },
): Promise<PublishedText[]> {
  const { rows } = await sql<PublishedText>`
    select agent.id as "agentId", version.id as "versionId", agent.name, agent.title, agent.description, agent.kind,
      version.spec, version.spec_hash as "specHash", version.created_at as "createdAt"
    from public.agent_versions version
    join public.agents agent on agent.team_id = version.team_id and agent.id = version.agent_id
    where version.team_id = ${teamId} and version.id = any (${versionIds}::text[])`.execute(tx);
  return rows;
}
