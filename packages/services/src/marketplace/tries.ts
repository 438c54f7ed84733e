import {
  AppError,
  nanoUsdToUsd,
  newId,
  type TemplateId,
  type TemplateTries,
  type TemplateTry,
  type TemplateTryId,
  templateIdInputSchema,
  triesPerVersion,
  tryTemplateInputSchema,
} from '@agent-factory/contracts';
import {
  enqueueJob,
  insertTry,
  listTries as listRows,
  selectTry,
  type TryRow,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { runInput } from '../runs/run-input.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireRelease } from './require-owned.ts';

/**
 * A sealed run of a listed template on the team's own input, three of each version. Queued; `getTry` tells what became
 * of it. Errors: `not_found`, `invalid_input`, `limit_exceeded` when they are used up.
 */
export async function tryTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof tryTemplateInputSchema>;
}): Promise<TemplateTry> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: templateId, ...rest } = input;
  const given = runInput(parseInput(tryTemplateInputSchema, rest));
  const { actor } = ctx;
  const { teamId } = actor;
  const release = await withTenant(ctx.db, actor, (tx) => requireRelease(tx, templateId));
  const system = { type: 'system', teamId, reason: 'try_template' } as const;
  const row = await withTenant(ctx.db, system, async (tx) => {
    const inserted = await insertTry(tx, {
      id: newId('templateTry', ctx.clock.now()),
      ...{ teamId, templateId, versionId: release.versionId, creatorTeamId: release.teamId, input: given },
      createdBy: actor.type === 'user' ? actor.userId : null,
      apiKeyId: actor.type === 'apiKey' ? actor.keyId : null,
    });
    if (inserted === undefined) {
      throw new AppError(
        'limit_exceeded',
        `Your team has used its ${triesPerVersion} tries of this version. Buy the template to run it further.`,
      );
    }
    await enqueueJob(tx, 'execute_try', { try_id: inserted.id, team_id: teamId }, { jobKey: inserted.id });
    await recordAudit(tx, ctx, {
      action: 'template.tried',
      target: { id: templateId, name: release.title },
      after: { try_id: inserted.id, version: release.number },
    });
    return inserted;
  });
  return tryView(row);
}

/** Errors: `not_found`. */
export async function getTry({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { try_id: TemplateTryId };
}): Promise<TemplateTry> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { teamId } = ctx.actor;
  const row = await withTenant(ctx.db, ctx.actor, (tx) => selectTry(tx, { id: input.try_id, teamId }));
  if (row === undefined) throw notFound('try');
  return tryView(row);
}

/** The team's tries of a template, newest first, and how many are left of what is listed now. Errors: `not_found`. */
export async function listTries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof templateIdInputSchema>;
}): Promise<TemplateTries> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { template_id: templateId } = parseInput(templateIdInputSchema, input);
  const { teamId } = ctx.actor;
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const { versionId } = await requireRelease(tx, templateId);
    const rows = await listRows(tx, { teamId, templateId });
    const used = rows.filter((row) => row.counted && row.versionId === versionId).length;
    return { items: rows.map(tryView), left: Math.max(0, triesPerVersion - used) };
  });
}

/** `tryTemplate` and `executeTry` alone write the columns; this is the guarantee of their shapes. */
function tryView(row: TryRow): TemplateTry {
  return {
    id: row.id,
    template_id: row.templateId,
    status: row.status,
    input: row.input as Record<string, unknown>,
    output: (row.output ?? null) as TemplateTry['output'],
    error: row.error,
    calls: row.calls,
    invariants: row.invariants,
    cost_usd: nanoUsdToUsd(row.costNanoUsd),
    duration_ms: row.durationMs,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
