import {
  AppError,
  type ModerationQueue,
  moderateTemplateInputSchema,
  resolveReportInputSchema,
  type TeamId,
  type TemplateId,
  type TemplateReportId,
  type TemplateStatus,
} from '@agent-factory/contracts';
import {
  listOpenReports,
  listTemplatesToModerate,
  listTemplateVersion,
  listTemplateVersions,
  lockTemplate,
  resolveTemplateReport,
  setTemplateStatus,
  setTemplateVersionStatus,
  teamOfTemplate,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireOperator } from '../access/require-operator.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { putOnShelf } from './publish-version.ts';
import { nextRetest } from './retest.ts';

const most = 100;

/** What waits for an operator, of all teams, oldest first. Errors: `forbidden`. */
export async function readModerationQueue({ ctx }: { ctx: ServiceContext }): Promise<ModerationQueue> {
  requireOperator(ctx);
  const waiting = await listTemplatesToModerate(ctx.db, most);
  const reports = await listOpenReports(ctx.db, most);
  return {
    waiting: waiting.map((row) => ({
      template_id: row.templateId,
      version_id: row.versionId,
      version: row.versionNumber,
      publisher: row.publisher,
      title: row.title,
      summary: row.summary,
      description: row.description,
      category: row.category,
      tags: row.tags,
      price_minor: row.priceMinor,
      permissions: row.permissions,
      loosened: row.loosened,
      evidence: row.evidence,
      waiting_since: row.waitingSince.toISOString(),
    })),
    reports: reports.map((row) => ({
      report_id: row.id,
      template_id: row.templateId,
      title: row.title,
      template_status: row.templateStatus,
      reason: row.reason,
      details: row.details,
      created_at: row.createdAt.toISOString(),
    })),
  };
}

/**
 * An operator's decision: what waits is listed or rejected, what is listed is suspended or restored. It stands in the
 * log of the team that offers it. Errors: `forbidden`, `not_found`, `invalid_input` (a refusal without a word of why),
 * `conflict`.
 */
export async function moderateTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof moderateTemplateInputSchema>;
}): Promise<{ template_id: TemplateId; status: TemplateStatus }> {
  requireOperator(ctx);
  const { template_id: id, ...rest } = input;
  const { decision, note } = parseInput(moderateTemplateInputSchema, rest);
  if ((decision === 'reject' || decision === 'suspend') && note === '') {
    throw new AppError('invalid_input', 'note: say why, for the team that offers it.');
  }
  const teamId = await requireTeamOf(ctx, id);
  const system = { type: 'system', teamId, reason: 'moderate_template' } as const;
  const status = await withTenant(ctx.db, system, async (tx) => {
    const template = await lockTemplate(tx, { id, teamId });
    if (template === undefined) throw notFound('template');
    const versions = await listTemplateVersions(tx, { teamId, templateIds: [id] });
    const waiting = versions.find((version) => version.status === 'pending');
    const become = await decide();
    await recordAudit(tx, ctx, {
      action: 'template.moderated',
      target: { id, name: template.title },
      before: { status: template.status },
      after: { decision, status: become, note },
      teamId,
    });
    return become;

    async function decide(): Promise<TemplateStatus> {
      if (template === undefined) throw notFound('template');
      switch (decision) {
        case 'approve': {
          if (waiting === undefined) throw nothing('No version of it waits for a decision.');
          await putOnShelf(tx, ctx, { template, versionId: waiting.id, number: waiting.number, teamId });
          return 'listed';
        }
        case 'reject': {
          if (waiting === undefined) throw nothing('No version of it waits for a decision.');
          await setTemplateVersionStatus(tx, { id: waiting.id, teamId, status: 'rejected' });
          // What is listed already stays so.
          const then = template.listedAt === null ? 'rejected' : template.status;
          await setTemplateStatus(tx, { id, teamId, status: then, note });
          return then;
        }
        case 'suspend': {
          if (template.listedAt === null) throw nothing('It was never listed.');
          await setTemplateStatus(tx, { id, teamId, status: 'suspended', note });
          return 'suspended';
        }
        case 'restore': {
          if (template.status !== 'suspended' || template.currentVersionId === null) {
            throw nothing('It is not suspended.');
          }
          const retestDueAt = nextRetest(ctx.clock.now());
          await listTemplateVersion(tx, { id: template.currentVersionId, teamId, retestDueAt });
          return 'listed';
        }
      }
    }
  });
  await ctx.cache.forget('template', id);
  return { template_id: id, status };
}

/** Closes a report; what is done about the template is another decision. Errors: `forbidden`, `not_found`. */
export async function resolveReport({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { report_id: TemplateReportId } & z.input<typeof resolveReportInputSchema>;
}): Promise<{ report_id: TemplateReportId }> {
  requireOperator(ctx);
  const { report_id: id, ...rest } = input;
  const { status, resolution } = parseInput(resolveReportInputSchema, rest);
  const report = (await listOpenReports(ctx.db, 1_000)).find((each) => each.id === id);
  if (report === undefined) throw notFound('report');
  const { teamId } = report;
  const system = { type: 'system', teamId, reason: 'moderate_template' } as const;
  await withTenant(ctx.db, system, async (tx) => {
    if (!(await resolveTemplateReport(tx, { id, teamId, status, resolution }))) throw notFound('report');
  });
  return { report_id: id };
}

async function requireTeamOf(ctx: ServiceContext, id: TemplateId): Promise<TeamId> {
  const teamId = await teamOfTemplate(ctx.db, id);
  if (teamId === undefined) throw notFound('template');
  return teamId;
}

function nothing(says: string): AppError {
  return new AppError('conflict', says);
}
