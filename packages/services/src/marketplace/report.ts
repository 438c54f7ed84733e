import {
  AppError,
  newId,
  reportTemplateInputSchema,
  type TemplateId,
  type TemplateReportId,
} from '@agent-factory/contracts';
import { insertTemplateReport, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireRelease } from './require-owned.ts';

/** Tells the operators of this installation what is wrong with a template. Errors: `not_found`, `conflict` the second time. */
export async function reportTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof reportTemplateInputSchema>;
}): Promise<{ report_id: TemplateReportId }> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { userId, teamId } = requirePerson(ctx.actor);
  const { template_id: templateId, ...rest } = input;
  const { reason, details } = parseInput(reportTemplateInputSchema, rest);
  const id = newId('templateReport', ctx.clock.now());
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const { title } = await requireRelease(tx, templateId);
    if (!(await insertTemplateReport(tx, { id, teamId, templateId, userId, reason, details }))) {
      throw new AppError('conflict', 'You have reported this template already. An operator will look at it.');
    }
    await recordAudit(tx, ctx, {
      action: 'template.reported',
      target: { id: templateId, name: title },
      after: { reason },
    });
    return { report_id: id };
  });
}
