import {
  answerReviewInputSchema,
  applyTemplateUpdateInputSchema,
  deployedTemplateSchema,
  deployTemplateInputSchema,
  fidelitySchema,
  librarySchema,
  marketplaceFacetsSchema,
  pageInputSchema,
  reportTemplateInputSchema,
  reviewInputSchema,
  reviewsPageSchema,
  reviewViewSchema,
  searchTemplatesInputSchema,
  templateIdSchema,
  templateReportedSchema,
  templateReviewIdSchema,
  templatesPageSchema,
  templateTriesSchema,
  templateTryIdSchema,
  templateTrySchema,
  templateUpdateSchema,
  templateViewSchema,
  tryTemplateInputSchema,
} from '@agent-factory/contracts';
import {
  answerReview,
  applyTemplateUpdate,
  checkFidelity,
  deleteReview,
  deployTemplate,
  getListing,
  getTemplateUpdate,
  getTry,
  listReviews,
  listTries,
  putReview,
  readLibrary,
  readMarketplaceFacets,
  readPicture,
  reportTemplate,
  searchTemplates,
  tryTemplate,
} from '@agent-factory/services';
import { z } from 'zod';
import { agentIn, agentPath } from './agent-path.ts';
import { noBody, none, publicRoute, type Route, teamRoute } from './route.ts';

const byId = z.object({ id: templateIdSchema });

/** The marketplace as those see it who look, try, buy and use. */
export const marketplaceRoutes: readonly Route[] = [
  publicRoute({
    method: 'GET',
    path: '/v1/marketplace/templates',
    operationId: 'searchTemplates',
    tag: 'Marketplace',
    summary: 'Browse and search what is listed',
    description:
      'For anybody. Words in `q` may be mistyped, and the last of them half typed. `sort`: relevance, popular (teams that own it), recent, rating, cost (measured, a run) or price.',
    params: none,
    query: searchTemplatesInputSchema,
    answers: { 200: { description: 'A page.', schema: templatesPageSchema } },
    problems: ['invalid_input'],
    async handle({ host, query }) {
      return { status: 200, body: await searchTemplates({ services: host.services, input: query }) };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/marketplace/facets',
    operationId: 'marketplaceFacets',
    tag: 'Marketplace',
    summary: 'How many templates each category and tag has',
    params: none,
    answers: { 200: { description: 'Counts.', schema: marketplaceFacetsSchema } },
    problems: [],
    async handle({ host }) {
      return { status: 200, body: await readMarketplaceFacets({ services: host.services }) };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/marketplace/templates/{id}',
    operationId: 'getListing',
    tag: 'Marketplace',
    summary: 'Read a listing',
    description:
      'For anybody: what it does and costs, what it may do and must keep, and what the platform measured. Nothing of what it is made of.',
    params: byId,
    answers: { 200: { description: 'The listing.', schema: templateViewSchema } },
    problems: ['not_found'],
    async handle({ host, params }) {
      const input = { template_id: params.id };
      return { status: 200, body: await getListing({ services: host.services, input }) };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/marketplace/templates/{id}/pictures/{position}',
    operationId: 'readPicture',
    tag: 'Marketplace',
    summary: 'A picture of a listing',
    params: z.object({ id: templateIdSchema, position: z.coerce.number().int().min(0).max(9) }),
    answers: {
      200: { description: 'The picture.', contentTypes: ['image/png', 'image/jpeg', 'image/webp'] },
    },
    problems: ['not_found'],
    async handle({ host, params: { id, position } }) {
      const input = { template_id: id, position };
      const { mediaType, body, contentHash } = await readPicture({ services: host.services, input });
      return {
        status: 200,
        body,
        headers: {
          'content-type': mediaType,
          'cache-control': 'public, max-age=31536000, immutable',
          etag: `"${contentHash}"`,
          'content-disposition': 'inline',
        },
      };
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/marketplace/templates/{id}/reviews',
    operationId: 'listReviews',
    tag: 'Marketplace',
    summary: 'Reviews of a listing, newest first',
    params: byId,
    query: pageInputSchema,
    answers: { 200: { description: 'A page.', schema: reviewsPageSchema } },
    problems: ['invalid_input', 'not_found'],
    async handle({ host, params, query }) {
      const input = { ...query, template_id: params.id };
      return { status: 200, body: await listReviews({ services: host.services, input }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/marketplace/templates/{id}/review',
    operationId: 'putReview',
    tag: 'Marketplace',
    summary: 'Review a template that your team owns, or change your review',
    params: byId,
    query: none,
    body: reviewInputSchema,
    answers: { 200: { description: 'Your review.', schema: reviewViewSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'purchase_required',
      'conflict',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await putReview({ ctx, input: { ...body, template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/marketplace/templates/{id}/review',
    operationId: 'deleteReview',
    tag: 'Marketplace',
    summary: 'Take your review back',
    params: byId,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Gone.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteReview({ ctx, input: { template_id: params.id } });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/marketplace/reviews/{id}/answer',
    operationId: 'answerReview',
    tag: 'Marketplace',
    summary: 'Answer a review of a template of yours',
    params: z.object({ id: templateReviewIdSchema }),
    query: none,
    body: answerReviewInputSchema,
    answers: {
      200: { description: 'Answered.', schema: z.object({ review_id: templateReviewIdSchema }) },
    },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await answerReview({ ctx, input: { ...body, review_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/marketplace/templates/{id}/report',
    operationId: 'reportTemplate',
    tag: 'Marketplace',
    summary: 'Tell the operators what is wrong with a template',
    params: byId,
    query: none,
    body: reportTemplateInputSchema,
    answers: { 201: { description: 'Somebody will look at it.', schema: templateReportedSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 201, body: await reportTemplate({ ctx, input: { ...body, template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/marketplace/templates/{id}/tries',
    operationId: 'tryTemplate',
    tag: 'Marketplace',
    summary: 'Try a template on your own input',
    description:
      'A sealed run, three of each version for a team: on the platform’s models, with tools that only look and nothing of your team’s. The answer is yours; what the template is told to do is not shown. Look at `GET /v1/marketplace/tries/{id}` for its end.',
    params: byId,
    query: none,
    body: tryTemplateInputSchema,
    answers: { 202: { description: 'Queued.', schema: templateTrySchema, headers: ['Location'] } },
    problems: ['invalid_input', 'not_found', 'limit_exceeded', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      const made = await tryTemplate({ ctx, input: { ...body, template_id: params.id } });
      return { status: 202, body: made, headers: { location: `/v1/marketplace/tries/${made.id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/marketplace/templates/{id}/tries',
    operationId: 'listTries',
    tag: 'Marketplace',
    summary: 'Your team’s tries of a template, and how many are left',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Newest first.', schema: templateTriesSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await listTries({ ctx, input: { template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/marketplace/tries/{id}',
    operationId: 'getTry',
    tag: 'Marketplace',
    summary: 'Read a try',
    params: z.object({ id: templateTryIdSchema }),
    query: none,
    body: noBody,
    answers: { 200: { description: 'As far as it is.', schema: templateTrySchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getTry({ ctx, input: { try_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/marketplace/templates/{id}/fidelity',
    operationId: 'checkFidelity',
    tag: 'Marketplace',
    summary: 'What your team lacks for a template to run as it was measured',
    params: byId,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Each with what to do about it.', schema: fidelitySchema } },
    problems: ['not_found', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await checkFidelity({ ctx, input: { template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/marketplace/templates/{id}/deploy',
    operationId: 'deployTemplate',
    tag: 'Marketplace',
    summary: 'Make agents of a template that your team owns',
    params: byId,
    query: none,
    body: deployTemplateInputSchema,
    answers: {
      201: { description: 'The agents.', schema: deployedTemplateSchema, headers: ['Location'] },
    },
    problems: [
      'invalid_input',
      'not_found',
      'purchase_required',
      'conflict',
      'name_taken',
      'spec_not_runnable',
      'unavailable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      const made = await deployTemplate({ ctx, input: { ...body, template_id: params.id } });
      return { status: 201, body: made, headers: { location: `/v1/agents/${made.agent_id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/marketplace/library',
    operationId: 'readLibrary',
    tag: 'Marketplace',
    summary: 'What your team owns, and the agents that it made of it',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Newest first.', schema: librarySchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await readLibrary({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/agents/{id}/template-update',
    operationId: 'getTemplateUpdate',
    tag: 'Marketplace',
    summary: 'What a newer version of an agent’s template would change, by risk',
    params: agentPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Worst first.', schema: templateUpdateSchema } },
    problems: ['not_found', 'conflict', 'purchase_required', 'spec_not_runnable'],
    async handle({ ctx, params }) {
      return {
        status: 200,
        body: await getTemplateUpdate({ ctx, input: { agent_id: await agentIn(ctx, params) } }),
      };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/agents/{id}/template-update',
    operationId: 'applyTemplateUpdate',
    tag: 'Marketplace',
    summary: 'Bring an agent up to the newest version of its template',
    description: 'With all that was made along with it; each as a version of its own.',
    params: agentPath,
    query: none,
    body: applyTemplateUpdateInputSchema,
    answers: { 200: { description: 'As it is now.', schema: templateUpdateSchema } },
    problems: [
      'invalid_input',
      'not_found',
      'conflict',
      'purchase_required',
      'name_taken',
      'spec_not_runnable',
      'payload_too_large',
      'unsupported_media_type',
    ],
    async handle({ ctx, params, body }) {
      const input = { ...body, agent_id: await agentIn(ctx, params) };
      return { status: 200, body: await applyTemplateUpdate({ ctx, input }) };
    },
  }),
];
