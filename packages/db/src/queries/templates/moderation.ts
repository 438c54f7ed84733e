import type {
  SpecChangeView,
  TeamId,
  TemplateCategory,
  TemplateEvidence,
  TemplateId,
  TemplatePermissions,
  TemplateReportId,
  TemplateStatus,
  TemplateVersionId,
} from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

export interface ReportReason {
  reason: 'malicious' | 'misleading' | 'stolen' | 'illegal' | 'spam' | 'other';
}

/** False where this person has reported it already. */
export async function insertTemplateReport(
  tx: Transaction,
  report: ReportReason & {
    id: TemplateReportId;
    teamId: TeamId;
    templateId: TemplateId;
    userId: string;
    details: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into public.template_reports (id, team_id, template_id, user_id, reason, details)
    values (${report.id}, ${report.teamId}, ${report.templateId}, ${report.userId}::uuid, ${report.reason},
      ${report.details})
    on conflict (template_id, user_id) do nothing
    returning id`.execute(tx);
  return rows.length > 0;
}

/** False where it is open no more. */
export async function resolveTemplateReport(
  tx: Transaction,
  report: { id: TemplateReportId; teamId: TeamId; status: 'upheld' | 'dismissed'; resolution: string },
): Promise<boolean> {
  const { rows } = await sql`
    update public.template_reports set status = ${report.status}, resolution = ${report.resolution},
      resolved_at = now()
    where team_id = ${report.teamId} and id = ${report.id} and status = 'open' returning id`.execute(tx);
  return rows.length > 0;
}

export interface WaitingTemplate {
  teamId: TeamId;
  publisher: string;
  templateId: TemplateId;
  title: string;
  summary: string;
  description: string;
  category: TemplateCategory;
  tags: string[];
  priceMinor: number;
  versionId: TemplateVersionId;
  versionNumber: number;
  permissions: TemplatePermissions;
  loosened: SpecChangeView[];
  evidence: TemplateEvidence | null;
  waitingSince: Date;
}

/** Versions that wait for an operator, of all teams, the longest waiting first. */
export async function listTemplatesToModerate(database: Database, limit: number): Promise<WaitingTemplate[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<WaitingTemplate>`
      select team_id as "teamId", publisher, template_id as "templateId", title, summary, description, category, tags,
        price_minor as "priceMinor", version_id as "versionId", version_number as "versionNumber", permissions,
        loosened, evidence, waiting_since as "waitingSince"
      from app.templates_to_moderate(${limit}::integer)`.execute(tx);
    return rows;
  });
}

export interface OpenReport extends ReportReason {
  teamId: TeamId;
  id: TemplateReportId;
  templateId: TemplateId;
  title: string;
  templateTeamId: TeamId;
  templateStatus: TemplateStatus;
  details: string;
  createdAt: Date;
}

/** Reports of all teams that nobody has looked at, oldest first. */
export async function listOpenReports(database: Database, limit: number): Promise<OpenReport[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<OpenReport>`
      select team_id as "teamId", report_id as id, template_id as "templateId", title,
        template_team_id as "templateTeamId", template_status as "templateStatus", reason, details,
        created_at as "createdAt"
      from app.open_template_reports(${limit}::integer)`.execute(tx);
    return rows;
  });
}

/** Whose listed versions are due to be tested again. */
export async function listTemplatesToRetest(
  database: Database,
  limit: number,
): Promise<{ teamId: TeamId; versionId: TemplateVersionId }[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId; versionId: TemplateVersionId }>`
      select team_id as "teamId", version_id as "versionId"
      from app.templates_to_retest(${limit}::integer)`.execute(tx);
    return rows;
  });
}

/** Whose a template is, whatever its state; for operators. */
export async function teamOfTemplate(
  database: Database,
  templateId: TemplateId,
): Promise<TeamId | undefined> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<{ teamId: TeamId | null }>`
      select app.team_of_template(${templateId}) as "teamId"`.execute(tx);
    return rows[0]?.teamId ?? undefined;
  });
}
