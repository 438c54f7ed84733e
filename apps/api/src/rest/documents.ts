import {
  AppError,
  documentIdSchema,
  documentTextSchema,
  documentUploadedSchema,
  pageInputSchema,
  passagesSchema,
  searchDocumentsInputSchema,
} from '@agent-factory/contracts';
import {
  deleteDocument,
  getDocument,
  listDocuments,
  searchDocuments,
  uploadDocument,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { documentPageSchema, newDocumentSchema } from './schemas.ts';
import { uploadedFile } from './uploaded-file.ts';

const documentPath = z.object({ id: documentIdSchema });

export const documentRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/documents',
    operationId: 'uploadDocument',
    tag: 'Documents',
    summary: 'Upload a document that agents may look things up in',
    description:
      'Text, Markdown, HTML or PDF, at most 10 MB: as the body itself with its content type and `?name=handbook.pdf`, as one file of a form (`multipart/form-data`), or as JSON `{ name, text }`. Up to 512 KB it is ready (`status`) when this answers; a larger one is read soon after. The same file again answers 200 with the document that it is.',
    params: none,
    query: z.object({ name: z.string().max(1_000).optional() }),
    body: newDocumentSchema,
    acceptsFile: true,
    answers: {
      201: { description: 'Taken in.', schema: documentUploadedSchema, headers: ['Location'] },
      200: { description: 'It is there already.', schema: documentUploadedSchema },
    },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, query, body, request }) {
      const file = await uploadedFile(request, { name: query.name, body });
      if (file === null) throw new AppError('invalid_input', 'The form holds no file. Send one.');
      const document = await uploadDocument({ ctx, input: file });
      return {
        status: document.created ? 201 : 200,
        body: document,
        headers: { location: `/v1/documents/${document.id}` },
      };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/documents',
    operationId: 'listDocuments',
    tag: 'Documents',
    summary: 'List documents, newest first',
    params: none,
    query: pageInputSchema,
    body: noBody,
    answers: { 200: { description: 'One page.', schema: documentPageSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, query }) {
      return { status: 200, body: await listDocuments({ ctx, input: query }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/documents/{id}',
    operationId: 'getDocument',
    tag: 'Documents',
    summary: 'Read a document with its text',
    params: documentPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The document.', schema: documentTextSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getDocument({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/documents/{id}',
    operationId: 'deleteDocument',
    tag: 'Documents',
    summary: 'Delete a document',
    params: documentPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteDocument({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/documents/search',
    operationId: 'searchDocuments',
    tag: 'Documents',
    summary: 'Search the documents as agents do',
    description:
      'The passages that answer the query best: by their words, by how they are written, and by what they mean where a provider’s vectors are at hand.',
    params: none,
    query: none,
    body: searchDocumentsInputSchema,
    answers: { 200: { description: 'Best first.', schema: passagesSchema } },
    problems: ['invalid_input'],
    async handle({ ctx, body }) {
      return { status: 200, body: await searchDocuments({ ctx, input: body }) };
    },
  }),
];
