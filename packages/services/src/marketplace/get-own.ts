import {
  type OwnTemplate,
  pageInputSchema,
  type TemplateId,
  templateIdInputSchema,
} from '@agent-factory/contracts';
import {
  listTemplatePictures,
  listTemplates,
  listTemplateVersions,
  selectTemplate,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { ownTemplateView } from './template-view.ts';

/** A template of the team's own, with all its versions. Errors: `not_found`. */
export async function getOwnTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof templateIdInputSchema>;
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { template_id: id } = parseInput(templateIdInputSchema, input);
  return withTenant(ctx.db, ctx.actor, (tx) => readOwnTemplate(tx, ctx, id));
}

/** The team's templates, newest first. */
export async function listOwnTemplates({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pageInputSchema>;
}): Promise<{ items: OwnTemplate[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { limit, cursor } = parseInput(pageInputSchema, input);
  const { teamId } = ctx.actor;
  const after = cursor === undefined ? null : decodeCursor(cursor, 'template');
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const rows = await listTemplates(tx, { teamId, after, limit: limit + 1 });
    const templateIds = rows.map(({ id }) => id);
    const versions = await listTemplateVersions(tx, { teamId, templateIds });
    const pictures = await listTemplatePictures(tx, { teamId, templateIds });
    return pageFrom(rows, limit, (row) => ownTemplateView(row, versions, pictures));
  });
}

/** Within a transaction of its team. Errors: `not_found`. */
export async function readOwnTemplate(
  tx: Transaction,
  { actor: { teamId } }: Pick<ServiceContext, 'actor'>,
  id: TemplateId,
): Promise<OwnTemplate> {
  const row = await selectTemplate(tx, { id, teamId });
  if (row === undefined) throw notFound('template');
  const versions = await listTemplateVersions(tx, { teamId, templateIds: [id] });
  const pictures = await listTemplatePictures(tx, { teamId, templateIds: [id] });
  return ownTemplateView(row, versions, pictures);
}
