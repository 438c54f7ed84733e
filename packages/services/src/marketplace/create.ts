import { AppError, createTemplateInputSchema, newId, type OwnTemplate } from '@agent-factory/contracts';
import {
  insertTemplate,
  selectDeployment,
  selectPinnedVersion,
  setTemplateParent,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { readOwnTemplate } from './get-own.ts';

/**
 * Begins a template of an agent of the team's: a draft that nobody else sees until a version of it is published. One
 * that was made of somebody's template keeps where it came from and what was agreed. Errors: `not_found` (agent),
 * `forbidden` where its licence does not let it be offered in turn.
 */
export async function createTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof createTemplateInputSchema>;
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const { agent_id: agentId, ...given } = parseInput(createTemplateInputSchema, input);
  requireAgent(ctx.actor, agentId);
  const { teamId } = ctx.actor;
  const id = newId('template', ctx.clock.now());
  const system = { type: 'system', teamId, reason: 'create_template' } as const;
  // A key that offers templates need not be one that reads agents.
  const origin = await withTenant(ctx.db, system, async (tx) => {
    const agent = await selectPinnedVersion(tx, { agentId, teamId, version: null });
    if (agent === undefined) throw notFound('agent');
    return selectDeployment(tx, { agentId, teamId });
  });
  if (origin !== undefined && origin.licence !== 'resell') {
    throw new AppError(
      'forbidden',
      'This agent was made of a template whose licence does not let you offer it. Offer one of your own.',
    );
  }
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    await insertTemplate(tx, {
      id,
      teamId,
      agentId,
      title: given.title,
      summary: given.summary,
      description: given.description,
      category: given.category,
      tags: distinct(given.tags),
      priceMinor: given.price_minor,
      licence: given.licence,
      forkRoyaltyBps: given.licence === 'resell' ? given.fork_royalty_bps : 0,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    await recordAudit(tx, ctx, {
      action: 'template.created',
      target: { id, name: given.title },
      after: { ...given, agent_id: agentId, status: 'draft' },
    });
  });
  if (origin !== undefined) {
    await withTenant(ctx.db, system, (tx) =>
      setTemplateParent(tx, {
        id,
        teamId,
        parentTemplateId: origin.templateId,
        parentVersionId: origin.versionId,
        royaltyBps: origin.royaltyBps,
      }),
    );
  }
  return withTenant(ctx.db, ctx.actor, (tx) => readOwnTemplate(tx, ctx, id));
}

export function distinct(tags: readonly string[]): string[] {
  return [...new Set(tags)];
}
