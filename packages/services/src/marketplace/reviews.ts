import {
  AppError,
  answerReviewInputSchema,
  type JobPayload,
  newId,
  pageInputSchema,
  type ReviewView,
  reviewInputSchema,
  type TemplateId,
  type TemplateReviewId,
  templateIdSchema,
} from '@agent-factory/contracts';
import {
  enqueueJob,
  listReviews as listRows,
  deleteReview as removeReview,
  selectReviewToTell,
  selectTemplate,
  withTenant,
  answerReview as writeAnswer,
  putReview as writeReview,
} from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { requireOwned } from './require-owned.ts';
import { reviewView } from './template-view.ts';

/**
 * A person's review of a template that their team owns; a second one takes the place of the first. Errors: `not_found`,
 * `purchase_required`, `forbidden` (a key, or the team that offers it), `conflict` where they wrote it in another team.
 */
export async function putReview({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof reviewInputSchema>;
}): Promise<ReviewView> {
  requireScope(ctx.actor, 'marketplace:write');
  const { userId, teamId } = requirePerson(ctx.actor);
  const { template_id: templateId, ...rest } = input;
  const review = parseInput(reviewInputSchema, rest);
  const view = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const own = await selectTemplate(tx, { id: templateId, teamId });
    if (own !== undefined) {
      throw new AppError('forbidden', 'Your team offers this template. Reviews are by those who own it.');
    }
    const release = await requireOwned(tx, ctx, templateId);
    const row = await writeReview(tx, {
      id: newId('templateReview', ctx.clock.now()),
      ...{ teamId, templateId, userId, creatorTeamId: release.teamId, versionNumber: release.number },
      ...{ rating: review.rating, author: review.author, body: review.body },
    });
    if (row === undefined) {
      throw new AppError(
        'conflict',
        'You have reviewed it as a member of another team. Change that review there.',
      );
    }
    await enqueueJob(tx, 'tell_of_review', { review_id: row.id, team_id: teamId }, { jobKey: row.id });
    await recordAudit(tx, ctx, {
      action: 'template.reviewed',
      target: { id: templateId, name: release.title },
      after: { rating: review.rating, review_id: row.id },
    });
    return reviewView(row);
  });
  await ctx.cache.forget('template', templateId);
  return view;
}

/** Takes the own review back. Errors: `not_found`. */
export async function deleteReview({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId };
}): Promise<void> {
  requireScope(ctx.actor, 'marketplace:write');
  const { userId, teamId } = requirePerson(ctx.actor);
  const { template_id: templateId } = input;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const removed = await removeReview(tx, { teamId, templateId, userId });
    if (removed === undefined) throw notFound('review');
    await recordAudit(tx, ctx, {
      action: 'template.review_removed',
      target: { id: templateId },
      before: { review_id: removed },
    });
  });
  await ctx.cache.forget('template', templateId);
}

/** Of a listed template, newest first, for anybody. Errors: `invalid_input`. */
export async function listReviews({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: { template_id: string } & z.input<typeof pageInputSchema>;
}): Promise<{ items: ReviewView[]; next_cursor: string | null }> {
  const { template_id, ...page } = input;
  const templateId = templateIdSchema.safeParse(template_id);
  if (!templateId.success) throw notFound('template');
  const { limit, cursor } = parseInput(pageInputSchema, page);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'templateReview');
  const rows = await listRows(services.db, { templateId: templateId.data, after, limit: limit + 1 });
  return pageFrom(rows, limit, reviewView);
}

/** The creator's answer, which stands below the review. Errors: `not_found` for one of another's template. */
export async function answerReview({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { review_id: TemplateReviewId } & z.input<typeof answerReviewInputSchema>;
}): Promise<{ review_id: TemplateReviewId }> {
  requireScope(ctx.actor, 'marketplace:write');
  requirePerson(ctx.actor);
  const { review_id: id, ...rest } = input;
  const { answer } = parseInput(answerReviewInputSchema, rest);
  const templateId = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const answered = await writeAnswer(tx, { id, answer });
    if (answered === undefined) throw notFound('review');
    await recordAudit(tx, ctx, {
      action: 'template.review_answered',
      target: { id: answered },
      after: { review_id: id },
    });
    return answered;
  });
  await ctx.cache.forget('template', templateId);
  return { review_id: id };
}

/** Tells the creator's webhooks of a review, in a transaction of the creator's team. */
export async function tellOfReview({
  services,
  input,
}: {
  services: Services;
  input: JobPayload<'tell_of_review'>;
}): Promise<void> {
  const { review_id: id, team_id: teamId } = input;
  const reviewer = { type: 'system', teamId, reason: 'tell_of_review' } as const;
  const review = await withTenant(services.db, reviewer, (tx) => selectReviewToTell(tx, { teamId, id }));
  if (review === undefined) return;
  const { templateId, creatorTeamId, rating } = review;
  const creator = { type: 'system', teamId: creatorTeamId, reason: 'tell_of_review' } as const;
  await withTenant(services.db, creator, async (tx) => {
    const template = await selectTemplate(tx, { id: templateId, teamId: creatorTeamId });
    if (template === undefined) return;
    await publishEvent(tx, {
      teamId: creatorTeamId,
      type: 'template.reviewed',
      data: { template_id: templateId, title: template.title, review_id: id, rating },
      at: services.clock.now(),
    });
  });
}
