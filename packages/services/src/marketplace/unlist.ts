import { AppError, type OwnTemplate, templateIdInputSchema } from '@agent-factory/contracts';
import { listTemplateVersion, lockTemplate, setTemplateStatus, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readOwnTemplate } from './get-own.ts';
import { nextRetest } from './retest.ts';

type Input = { ctx: ServiceContext; input: z.input<typeof templateIdInputSchema> };

/** Takes a template from the marketplace; teams that own it keep it. Errors: `not_found`, `conflict`. */
export function unlistTemplate({ ctx, input }: Input): Promise<OwnTemplate> {
  return turn(ctx, input, 'unlisted');
}

/** Puts it back as it was. Errors: `not_found`, `conflict` for one that the team did not unlist itself. */
export function relistTemplate({ ctx, input }: Input): Promise<OwnTemplate> {
  return turn(ctx, input, 'listed');
}

async function turn(
  ctx: ServiceContext,
  input: Input['input'],
  status: 'listed' | 'unlisted',
): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: id } = parseInput(templateIdInputSchema, input);
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'unlist_template' } as const;
  const view = await withTenant(ctx.db, system, async (tx) => {
    const template = await lockTemplate(tx, { id, teamId });
    if (template === undefined) throw notFound('template');
    const from = status === 'listed' ? 'unlisted' : 'listed';
    if (template.status !== from || template.currentVersionId === null) {
      throw new AppError(
        'conflict',
        `This takes a template that is ${from}; this one is ${template.status}.`,
      );
    }
    if (status === 'unlisted') await setTemplateStatus(tx, { id, teamId, status, note: null });
    else {
      const retestDueAt = nextRetest(ctx.clock.now());
      await listTemplateVersion(tx, { id: template.currentVersionId, teamId, retestDueAt });
    }
    await recordAudit(tx, ctx, {
      action: status === 'unlisted' ? 'template.unlisted' : 'template.updated',
      target: { id, name: template.title },
      before: { status: template.status },
      after: { status },
    });
  }).then(() => withTenant(ctx.db, ctx.actor, (tx) => readOwnTemplate(tx, ctx, id)));
  await ctx.cache.forget('template', id);
  return view;
}
