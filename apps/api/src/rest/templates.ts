import {
  AppError,
  createTemplateInputSchema,
  moderateTemplateInputSchema,
  moderationQueueSchema,
  ownTemplateSchema,
  pageInputSchema,
  pageOf,
  publishVersionInputSchema,
  resolveReportInputSchema,
  templateIdSchema,
  templateReportIdSchema,
  templateStatuses,
  updateTemplateInputSchema,
} from '@agent-factory/contracts';
import {
  createTemplate,
  deletePicture,
  deleteTemplate,
  getOwnTemplate,
  listOwnTemplates,
  moderateTemplate,
  publishVersion,
  putPicture,
  readModerationQueue,
  readOwnPicture,
  relistTemplate,
  resolveReport,
  unlistTemplate,
  updateTemplate,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { newDocumentSchema } from './schemas.ts';
import { uploadedFile } from './uploaded-file.ts';

const byId = z.object({ id: templateIdSchema });
const picturePath = z.object({ id: templateIdSchema, position: z.coerce.number().int().min(0).max(9) });
const answers = { 200: { description: 'As it is now.', schema: ownTemplateSchema } } as const;
const written = ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type'] as const;

/** The marketplace as those see it who offer something, and those who run the installation. */
export const templateRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/templates',
    operationId: 'createTemplate',
    tag: 'Marketplace',
    summary: 'Begin a template of an agent',
    description: 'A draft that nobody else sees until a version of it is published.',
    params: none,
    query: none,
    body: createTemplateInputSchema,
    answers: { 201: { description: 'The draft.', schema: ownTemplateSchema, headers: ['Location'] } },
    problems: written,
    async handle({ ctx, body }) {
      const made = await createTemplate({ ctx, input: body });
      return { status: 201, body: made, headers: { location: `/v1/templates/${made.id}` } };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/templates',
    operationId: 'listOwnTemplates',
    tag: 'Marketplace',
    summary: 'List the team’s own templates, newest first',
    params: none,
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'A page.', schema: pageOf(ownTemplateSchema) } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listOwnTemplates({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/templates/{id}',
    operationId: 'getOwnTemplate',
    tag: 'Marketplace',
    summary: 'Read a template of the team’s own, with its versions',
    params: byId,
    query: none,
    body: noBody,
    answers,
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getOwnTemplate({ ctx, input: { template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/templates/{id}',
    operationId: 'updateTemplate',
    tag: 'Marketplace',
    summary: 'Change what a listing says and costs',
    description: 'What is left out stays. What it is made of changes by a new version alone.',
    params: byId,
    query: none,
    body: updateTemplateInputSchema,
    answers,
    problems: written,
    async handle({ ctx, params, body }) {
      return {
        status: 200,
        body: await updateTemplate({ ctx, input: { template_id: params.id, change: body } }),
      };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/templates/{id}',
    operationId: 'deleteTemplate',
    tag: 'Marketplace',
    summary: 'Delete a template that was never listed',
    params: byId,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      await deleteTemplate({ ctx, input: { template_id: params.id } });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/templates/{id}/versions',
    operationId: 'publishVersion',
    tag: 'Marketplace',
    summary: 'Publish a version of a template',
    description:
      'An agent version with all that it calls, pinned. It takes an attestation of its own tests with an open gate; one that binds less than the last version takes `accept_loosening`, and the listing says what it loosened.',
    params: byId,
    query: none,
    body: publishVersionInputSchema,
    answers: { 201: { description: 'Listed, or waiting for an operator.', schema: ownTemplateSchema } },
    problems: [...written, 'gate_shut', 'conflict', 'spec_not_runnable', 'purchase_required'],
    async handle({ ctx, params, body }) {
      return { status: 201, body: await publishVersion({ ctx, input: { ...body, template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/templates/{id}/unlist',
    operationId: 'unlistTemplate',
    tag: 'Marketplace',
    summary: 'Take a template from the marketplace',
    description: 'Teams that own it keep it.',
    params: byId,
    query: none,
    body: noBody,
    answers,
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      return { status: 200, body: await unlistTemplate({ ctx, input: { template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/templates/{id}/relist',
    operationId: 'relistTemplate',
    tag: 'Marketplace',
    summary: 'Put a template back that was unlisted',
    params: byId,
    query: none,
    body: noBody,
    answers,
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      return { status: 200, body: await relistTemplate({ ctx, input: { template_id: params.id } }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/templates/{id}/pictures/{position}',
    operationId: 'putPicture',
    tag: 'Marketplace',
    summary: 'Put a picture into a listing',
    description:
      'PNG, JPEG or WebP, at most 1 MB, as the body itself or as the one file of a form. `position` 0 to 4; `alt` says what it shows.',
    params: picturePath,
    query: z.object({ alt: z.string().trim().min(1).max(300) }),
    body: newDocumentSchema,
    acceptsFile: true,
    answers,
    problems: written,
    async handle({ ctx, params: { id, position }, query, body, request }) {
      const file = Buffer.isBuffer(body) ? await uploadedFile(request, { name: '', body }) : null;
      if (file === null)
        throw new AppError('invalid_input', 'Send the picture itself, or one file of a form.');
      const input = { template_id: id, position, alt: query.alt };
      return { status: 200, body: await putPicture({ ctx, input, bytes: file.bytes }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/templates/{id}/pictures/{position}',
    operationId: 'readOwnPicture',
    tag: 'Marketplace',
    summary: 'A picture of a template of the team’s own',
    description: 'Listed or not: before anybody else sees it, its maker does.',
    params: picturePath,
    query: none,
    body: noBody,
    answers: {
      200: { description: 'The picture.', contentTypes: ['image/png', 'image/jpeg', 'image/webp'] },
    },
    problems: ['not_found'],
    async handle({ ctx, params: { id, position } }) {
      const input = { template_id: id, position };
      const { mediaType, body, contentHash } = await readOwnPicture({ ctx, input });
      return {
        status: 200,
        body,
        // Whose it is may change; what stands at its place too, until somebody has seen it.
        headers: {
          'content-type': mediaType,
          'cache-control': 'private, no-cache',
          etag: `"${contentHash}"`,
          'content-disposition': 'inline',
        },
      };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/templates/{id}/pictures/{position}',
    operationId: 'deletePicture',
    tag: 'Marketplace',
    summary: 'Take a picture out of a listing',
    params: picturePath,
    query: none,
    body: noBody,
    answers,
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params: { id, position } }) {
      return { status: 200, body: await deletePicture({ ctx, input: { template_id: id, position } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/operator/marketplace',
    operationId: 'readModerationQueue',
    tag: 'Marketplace',
    summary: 'What waits for an operator',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'Oldest first.', schema: moderationQueueSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await readModerationQueue({ ctx }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/operator/marketplace/templates/{id}',
    operationId: 'moderateTemplate',
    tag: 'Marketplace',
    summary: 'Decide, as an operator, about a template',
    params: byId,
    query: none,
    body: moderateTemplateInputSchema,
    answers: {
      200: {
        description: 'Decided.',
        schema: z.object({ template_id: templateIdSchema, status: z.enum(templateStatuses) }),
      },
    },
    problems: [...written, 'conflict'],
    async handle({ ctx, params, body }) {
      return {
        status: 200,
        body: await moderateTemplate({ ctx, input: { ...body, template_id: params.id } }),
      };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/operator/marketplace/reports/{id}',
    operationId: 'resolveReport',
    tag: 'Marketplace',
    summary: 'Close, as an operator, a report',
    params: z.object({ id: templateReportIdSchema }),
    query: none,
    body: resolveReportInputSchema,
    answers: {
      200: { description: 'Closed.', schema: z.object({ report_id: templateReportIdSchema }) },
    },
    problems: written,
    async handle({ ctx, params, body }) {
      return { status: 200, body: await resolveReport({ ctx, input: { ...body, report_id: params.id } }) };
    },
  }),
];
