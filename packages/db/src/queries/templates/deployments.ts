import type {
  AgentId,
  TeamId,
  TemplateId,
  TemplateLicence,
  TemplateStatus,
  TemplateVersionId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { TemplateRelease } from './rows.ts';

export interface DeploymentRow {
  agentId: AgentId;
  templateId: TemplateId;
  versionId: TemplateVersionId;
  versionNumber: number;
  position: number;
  rootAgentId: AgentId;
  licence: TemplateLicence;
  royaltyBps: number;
  specHash: string;
}

const columns = sql`
  deployment.agent_id as "agentId", deployment.template_id as "templateId", deployment.version_id as "versionId",
  deployment.version_number as "versionNumber", deployment.position, deployment.root_agent_id as "rootAgentId",
  deployment.licence, deployment.royalty_bps as "royaltyBps", deployment.spec_hash as "specHash"`;

export async function insertDeployment(
  tx: Transaction,
  row: DeploymentRow & { teamId: TeamId; deployedBy: string | null },
): Promise<void> {
  await sql`
    insert into public.template_deployments (team_id, agent_id, template_id, version_id, version_number, position,
      root_agent_id, licence, royalty_bps, spec_hash, deployed_by)
    values (${row.teamId}, ${row.agentId}, ${row.templateId}, ${row.versionId}, ${row.versionNumber},
      ${row.position}, ${row.rootAgentId}, ${row.licence}, ${row.royaltyBps}, ${row.specHash}, ${row.deployedBy})`.execute(
    tx,
  );
}

export async function updateDeployment(
  tx: Transaction,
  row: {
    teamId: TeamId;
    agentId: AgentId;
    versionId: TemplateVersionId;
    versionNumber: number;
    specHash: string;
  },
): Promise<void> {
  await sql`
    update public.template_deployments set version_id = ${row.versionId}, version_number = ${row.versionNumber},
      spec_hash = ${row.specHash}, updated_at = now()
    where team_id = ${row.teamId} and agent_id = ${row.agentId}`.execute(tx);
}

/** Where an agent came from; undefined for one that the team made itself. */
export async function selectDeployment(
  tx: Transaction,
  { teamId, agentId }: { teamId: TeamId; agentId: AgentId },
): Promise<DeploymentRow | undefined> {
  const { rows } = await sql<DeploymentRow>`
    select ${columns} from public.template_deployments deployment
    where deployment.team_id = ${teamId} and deployment.agent_id = ${agentId}`.execute(tx);
  return rows[0];
}

/** All agents that were made along with this one, in the order of the version. */
export async function listDeploymentsWith(
  tx: Transaction,
  { teamId, rootAgentId }: { teamId: TeamId; rootAgentId: AgentId },
): Promise<(DeploymentRow & { name: string })[]> {
  const { rows } = await sql<DeploymentRow & { name: string }>`
    select ${columns}, agent.name from public.template_deployments deployment
    join public.agents agent on agent.team_id = deployment.team_id and agent.id = deployment.agent_id
    where deployment.team_id = ${teamId} and deployment.root_agent_id = ${rootAgentId} and agent.deleted_at is null
    order by deployment.position`.execute(tx);
  return rows;
}

/** The agents that are run, of all templates of the team's. */
export async function listRootDeployments(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<(DeploymentRow & { name: string })[]> {
  const { rows } = await sql<DeploymentRow & { name: string }>`
    select ${columns}, agent.name from public.template_deployments deployment
    join public.agents agent on agent.team_id = deployment.team_id and agent.id = deployment.agent_id
    where deployment.team_id = ${teamId} and deployment.position = 0 and agent.deleted_at is null
    order by deployment.created_at desc limit 1000`.execute(tx);
  return rows;
}

/** What is given out at the moment; undefined where it is not listed and this team does not own it. */
export async function selectTemplateRelease(
  tx: Transaction,
  templateId: TemplateId,
): Promise<TemplateRelease | undefined> {
  const { rows } = await sql<TemplateRelease>`
    select team_id as "teamId", version_id as "versionId", number, kind, title, summary, publisher, licence,
      fork_royalty_bps as "forkRoyaltyBps", status, changelog, permissions, price_minor as "priceMinor"
    from app.template_release(${templateId})`.execute(tx);
  return rows[0];
}

/** Whether the team has bought it, or taken it where it costs nothing. */
export async function ownsTemplate(
  tx: Transaction,
  { teamId, templateId }: { teamId: TeamId; templateId: TemplateId },
): Promise<boolean> {
  const { rows } = await sql<{ owns: boolean }>`
    select app.owns_template(${teamId}, ${templateId}) as owns`.execute(tx);
  return rows[0]?.owns ?? false;
}

export interface OwnedTemplateRow {
  templateId: TemplateId;
  title: string;
  publisher: string;
  licence: TemplateLicence;
  status: TemplateStatus;
  number: number;
}

/** What the member's team owns, newest first. */
export async function listOwnedTemplates(tx: Transaction, limit: number): Promise<OwnedTemplateRow[]> {
  const { rows } = await sql<OwnedTemplateRow>`
    select template_id as "templateId", title, publisher, licence, status, number
    from app.owned_templates(${limit}::integer)`.execute(tx);
  return rows;
}
