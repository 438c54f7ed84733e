import {
  AppError,
  agentIdSchema,
  answerReviewInputSchema,
  applyTemplateUpdateInputSchema,
  createTemplateInputSchema,
  deployTemplateInputSchema,
  maxPictureBytes,
  moderateTemplateInputSchema,
  pageInputSchema,
  pictureInputSchema,
  publishVersionInputSchema,
  reportTemplateInputSchema,
  resolveReportInputSchema,
  reviewInputSchema,
  searchTemplatesInputSchema,
  type TemplateId,
  templateIdInputSchema,
  templateIdSchema,
  templateReportIdSchema,
  templateReviewIdSchema,
  tryTemplateInputSchema,
  updateTemplateInputSchema,
} from '@agent-factory/contracts';
import {
  answerReview,
  applyTemplateUpdate,
  checkFidelity,
  createTemplate,
  deletePicture,
  deleteReview,
  deleteTemplate,
  deployTemplate,
  getListing,
  getOwnTemplate,
  getTemplateUpdate,
  listOwnTemplates,
  listReviews,
  listTries,
  moderateTemplate,
  publishVersion,
  putPicture,
  putReview,
  readLibrary,
  readMarketplaceFacets,
  readModerationQueue,
  relistTemplate,
  reportTemplate,
  resolveReport,
  searchTemplates,
  tryTemplate,
  unlistTemplate,
  updateTemplate,
} from '@agent-factory/services';
import type { TRPCRouterRecord } from '@trpc/server';
import { z } from 'zod';
import { procedure, signedOutProcedure } from './init.ts';

const template = { template_id: templateIdSchema };
const agent = { agent_id: agentIdSchema };
/** Which way an infinite query goes, its client says of its own accord; there is one. */
const direction = { direction: z.literal('forward').optional() };
/** base64 is a third longer than what it stands for. */
const maxBase64 = Math.ceil(maxPictureBytes / 3) * 4 + 4;

/** The marketplace as those see it who look, try and use. */
export const marketplace = {
  search: signedOutProcedure
    .input(
      z.strictObject({ ...searchTemplatesInputSchema.shape, free: z.boolean().optional(), ...direction }),
    )
    .query(({ ctx, input: { direction: _, free, ...input } }) =>
      searchTemplates({
        services: ctx.host.services,
        input: {
          ...input,
          ...(free === undefined ? {} : { free: free ? ('true' as const) : ('false' as const) }),
        },
      }),
    ),
  facets: signedOutProcedure.query(({ ctx }) => readMarketplaceFacets({ services: ctx.host.services })),
  get: signedOutProcedure
    .input(templateIdInputSchema)
    .query(({ ctx, input }) => getListing({ services: ctx.host.services, input })),
  reviews: signedOutProcedure
    .input(z.strictObject({ ...template, ...pageInputSchema.shape, ...direction }))
    .query(({ ctx, input: { direction: _, ...input } }) =>
      listReviews({ services: ctx.host.services, input }),
    ),
  report: procedure
    .input(z.strictObject({ ...template, ...reportTemplateInputSchema.shape }))
    .mutation(({ ctx, input }) => reportTemplate({ ctx: ctx.verb, input })),
  try: procedure
    .input(z.strictObject({ ...template, ...tryTemplateInputSchema.shape }))
    .mutation(({ ctx, input }) => tryTemplate({ ctx: ctx.verb, input })),
  tries: procedure
    .input(templateIdInputSchema)
    .query(({ ctx, input }) => listTries({ ctx: ctx.verb, input })),
  fidelity: procedure
    .input(templateIdInputSchema)
    .query(({ ctx, input }) => checkFidelity({ ctx: ctx.verb, input })),
  deploy: procedure
    .input(z.strictObject({ ...template, ...deployTemplateInputSchema.shape }))
    .mutation(({ ctx, input }) => deployTemplate({ ctx: ctx.verb, input })),
  library: procedure.query(({ ctx }) => readLibrary({ ctx: ctx.verb })),
  review: procedure
    .input(z.strictObject({ ...template, ...reviewInputSchema.shape }))
    .mutation(({ ctx, input }) => putReview({ ctx: ctx.verb, input })),
  removeReview: procedure
    .input(templateIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ template_id: TemplateId }> => {
      await deleteReview({ ctx: ctx.verb, input });
      return { template_id: input.template_id };
    }),
  update: procedure
    .input(z.strictObject(agent))
    .query(({ ctx, input }) => getTemplateUpdate({ ctx: ctx.verb, input })),
  applyUpdate: procedure
    .input(z.strictObject({ ...agent, ...applyTemplateUpdateInputSchema.shape }))
    .mutation(({ ctx, input }) => applyTemplateUpdate({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

/** And as those see it who offer something. */
export const templates = {
  list: procedure
    .input(z.strictObject({ ...pageInputSchema.shape, ...direction }))
    .query(({ ctx, input: { limit, cursor } }) =>
      listOwnTemplates({ ctx: ctx.verb, input: { limit, cursor } }),
    ),
  get: procedure
    .input(templateIdInputSchema)
    .query(({ ctx, input }) => getOwnTemplate({ ctx: ctx.verb, input })),
  create: procedure
    .input(createTemplateInputSchema)
    .mutation(({ ctx, input }) => createTemplate({ ctx: ctx.verb, input })),
  update: procedure
    .input(z.strictObject({ ...template, ...updateTemplateInputSchema.shape }))
    .mutation(({ ctx, input: { template_id, ...change } }) =>
      updateTemplate({ ctx: ctx.verb, input: { template_id, change } }),
    ),
  delete: procedure
    .input(templateIdInputSchema)
    .mutation(async ({ ctx, input }): Promise<{ template_id: TemplateId }> => {
      await deleteTemplate({ ctx: ctx.verb, input });
      return { template_id: input.template_id };
    }),
  publish: procedure
    .input(z.strictObject({ ...template, ...publishVersionInputSchema.shape }))
    .mutation(({ ctx, input }) => publishVersion({ ctx: ctx.verb, input })),
  unlist: procedure
    .input(templateIdInputSchema)
    .mutation(({ ctx, input }) => unlistTemplate({ ctx: ctx.verb, input })),
  relist: procedure
    .input(templateIdInputSchema)
    .mutation(({ ctx, input }) => relistTemplate({ ctx: ctx.verb, input })),
  setPicture: procedure
    .input(
      z.strictObject({
        ...pictureInputSchema.shape,
        alt: z.string().trim().min(1).max(300),
        /** What it says it is; the bytes decide. */
        type: z.string().max(100).optional(),
        data_base64: z.string().min(1).max(maxBase64),
      }),
    )
    .mutation(({ ctx, input: { data_base64, type: _, ...input } }) => {
      const bytes = Buffer.from(data_base64, 'base64');
      if (bytes.length === 0)
        throw new AppError('invalid_input', 'data_base64: this is no picture in base64.');
      return putPicture({ ctx: ctx.verb, input, bytes });
    }),
  removePicture: procedure
    .input(pictureInputSchema)
    .mutation(({ ctx, input }) => deletePicture({ ctx: ctx.verb, input })),
  answerReview: procedure
    .input(z.strictObject({ review_id: templateReviewIdSchema, ...answerReviewInputSchema.shape }))
    .mutation(({ ctx, input }) => answerReview({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;

/** And as those see it who run the installation. */
export const moderation = {
  queue: procedure.query(({ ctx }) => readModerationQueue({ ctx: ctx.verb })),
  moderate: procedure
    .input(z.strictObject({ ...template, ...moderateTemplateInputSchema.shape }))
    .mutation(({ ctx, input }) => moderateTemplate({ ctx: ctx.verb, input })),
  resolveReport: procedure
    .input(z.strictObject({ report_id: templateReportIdSchema, ...resolveReportInputSchema.shape }))
    .mutation(({ ctx, input }) => resolveReport({ ctx: ctx.verb, input })),
} satisfies TRPCRouterRecord;
