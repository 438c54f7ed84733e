import { createHash } from 'node:crypto';
import {
  AppError,
  maxPictureBytes,
  type OwnTemplate,
  pictureInputSchema,
  type TemplateId,
} from '@agent-factory/contracts';
import {
  deleteTemplatePicture,
  lockTemplate,
  type PictureBody,
  putTemplatePicture,
  selectOwnTemplatePicture,
  selectTemplatePicture,
  withTenant,
} from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { readOwnTemplate } from './get-own.ts';
import { sniffPicture } from './sniff-picture.ts';

const putPictureInputSchema = pictureInputSchema.extend({
  /** What it shows, for those who do not see it. */
  alt: z.string().trim().min(1).max(300),
});

/** Puts a picture in its place in the listing; a second one takes the place of the first. Errors: `not_found`, `invalid_input`, `payload_too_large`. */
export async function putPicture({
  ctx,
  input,
  bytes,
}: {
  ctx: ServiceContext;
  input: z.input<typeof putPictureInputSchema>;
  bytes: Buffer;
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: id, position, alt } = parseInput(putPictureInputSchema, input);
  const { teamId } = ctx.actor;
  if (bytes.length > maxPictureBytes) {
    throw new AppError('payload_too_large', 'A picture may have 1 MB. Make it smaller.');
  }
  const mediaType = sniffPicture(bytes);
  if (mediaType === null) {
    throw new AppError('invalid_input', 'This is no PNG, JPEG or WebP picture. Send one of those.');
  }
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return change(ctx, id, async (tx) => {
    const picture = { templateId: id, position, alt, contentHash };
    await putTemplatePicture(tx, { ...picture, teamId, mediaType, body: bytes });
  });
}

/** Errors: `not_found`. */
export async function deletePicture({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pictureInputSchema>;
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: templateId, position } = parseInput(pictureInputSchema, input);
  const { teamId } = ctx.actor;
  return change(ctx, templateId, async (tx) => {
    if (!(await deleteTemplatePicture(tx, { teamId, templateId, position }))) throw notFound('picture');
  });
}

/** Of a listed template, for anybody. Errors: `not_found`. */
export async function readPicture({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: z.input<typeof pictureInputSchema>;
}): Promise<PictureBody> {
  const parsed = pictureInputSchema.safeParse(input);
  if (!parsed.success) throw notFound('picture');
  const { template_id: templateId, position } = parsed.data;
  const found = await selectTemplatePicture(services.db, { templateId, position });
  if (found === undefined) throw notFound('picture');
  return found;
}

/** Of the team's own, listed or not. Errors: `not_found`. */
export async function readOwnPicture({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pictureInputSchema>;
}): Promise<PictureBody> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { template_id: templateId, position } = parseInput(pictureInputSchema, input);
  const { teamId } = ctx.actor;
  const found = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectOwnTemplatePicture(tx, { teamId, templateId, position }),
  );
  if (found === undefined) throw notFound('picture');
  return found;
}

async function change(
  ctx: ServiceContext,
  id: TemplateId,
  work: (tx: Parameters<typeof putTemplatePicture>[0]) => Promise<void>,
): Promise<OwnTemplate> {
  const { teamId } = ctx.actor;
  const view = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const template = await lockTemplate(tx, { id, teamId });
    if (template === undefined) throw notFound('template');
    await work(tx);
    await recordAudit(tx, ctx, { action: 'template.updated', target: { id, name: template.title } });
    return readOwnTemplate(tx, ctx, id);
  });
  await ctx.cache.forget('template', id);
  return view;
}
