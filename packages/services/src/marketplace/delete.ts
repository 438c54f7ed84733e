import { AppError, templateIdInputSchema } from '@agent-factory/contracts';
import { deleteTemplateDraft, selectTemplate, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** Deletes a template that was never listed. Errors: `not_found`; `conflict` for one that somebody may own. */
export async function deleteTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof templateIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: id } = parseInput(templateIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectTemplate(tx, { id, teamId });
    if (before === undefined) throw notFound('template');
    if (!(await deleteTemplateDraft(tx, { id, teamId }))) {
      throw new AppError('conflict', 'It was listed, so somebody may own it. Unlist it; it stays for them.');
    }
    await recordAudit(tx, ctx, {
      action: 'template.deleted',
      target: { id, name: before.title },
      before: { ...before, price_minor: before.priceMinor },
    });
  });
}
