import {
  apiKeyCreatedSchema,
  apiKeyIdSchema,
  apiKeyViewSchema,
  createApiKeyInputSchema,
  rotateApiKeyInputSchema,
  updateApiKeyInputSchema,
} from '@agent-factory/contracts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { apiKeysSchema } from './schemas.ts';

export const apiKeyRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/api-keys',
    operationId: 'createApiKey',
    tag: 'Keys',
    summary: 'Make an API key',
    description:
      'The answer is the only one that shows the key itself. It may do at most what its maker may do; it belongs to the team, and stays when its maker leaves.',
    params: none,
    query: none,
    body: createApiKeyInputSchema,
    answers: { 201: { description: 'Made. Keep `secret` now.', schema: apiKeyCreatedSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await createApiKey({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/api-keys',
    operationId: 'listApiKeys',
    tag: 'Keys',
    summary: 'List the API keys, newest first',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The newest 200, revoked ones too.', schema: apiKeysSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listApiKeys({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/api-keys/{id}',
    operationId: 'updateApiKey',
    tag: 'Keys',
    summary: 'Change an API key',
    description:
      'What is left out stays as it is. Scopes and agents are for good. Counts within 5 s everywhere. `end_overlap` ends the secret before the last rotation now.',
    params: z.object({ id: apiKeyIdSchema }),
    query: none,
    body: updateApiKeyInputSchema,
    answers: { 200: { description: 'Changed.', schema: apiKeyViewSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateApiKey({ ctx, input: { ...params, ...body } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/api-keys/{id}/rotate',
    operationId: 'rotateApiKey',
    tag: 'Keys',
    summary: 'Give an API key a new secret',
    description:
      'The answer is the only one that shows it. The old secret stays good for `overlap_seconds`, at most 7 days, so that programs can change over; one before it ends now.',
    params: z.object({ id: apiKeyIdSchema }),
    query: none,
    body: rotateApiKeyInputSchema,
    answers: { 200: { description: 'Rotated. Keep `secret` now.', schema: apiKeyCreatedSchema } },
    problems: ['invalid_input', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await rotateApiKey({ ctx, input: { ...params, ...body } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    operationId: 'revokeApiKey',
    tag: 'Keys',
    summary: 'Revoke an API key',
    description: 'For good, and everywhere within 5 s.',
    params: z.object({ id: apiKeyIdSchema }),
    query: none,
    body: noBody,
    answers: { 204: { description: 'Revoked.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await revokeApiKey({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
