import { type OwnTemplate, updateTemplateInputSchema } from '@agent-factory/contracts';
import { lockTemplate, updateTemplate as updateRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { distinct } from './create.ts';
import { readOwnTemplate } from './get-own.ts';

/**
 * Changes what a listing says and costs; what it is made of changes by a new version alone. Teams that own it keep what
 * they agreed to. Errors: `not_found`.
 */
export async function updateTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: OwnTemplate['id']; change: z.input<typeof updateTemplateInputSchema> };
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const change = parseInput(updateTemplateInputSchema, input.change);
  const { teamId } = ctx.actor;
  const id = input.template_id;
  const view = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await lockTemplate(tx, { id, teamId });
    if (before === undefined) throw notFound('template');
    const licence = change.licence ?? before.licence;
    const after = {
      title: change.title ?? before.title,
      summary: change.summary ?? before.summary,
      description: change.description ?? before.description,
      category: change.category ?? before.category,
      tags: distinct(change.tags ?? before.tags),
      priceMinor: change.price_minor ?? before.priceMinor,
      licence,
      forkRoyaltyBps: licence === 'resell' ? (change.fork_royalty_bps ?? before.forkRoyaltyBps) : 0,
    };
    await updateRow(tx, { id, teamId, ...after });
    await recordAudit(tx, ctx, {
      action: 'template.updated',
      target: { id, name: after.title },
      before: { ...before, price_minor: before.priceMinor },
      after: { ...after, price_minor: after.priceMinor },
    });
    return readOwnTemplate(tx, ctx, id);
  });
  await ctx.cache.forget('template', id);
  return view;
}
