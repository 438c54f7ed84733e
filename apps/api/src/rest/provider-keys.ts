import {
  addProviderKeyInputSchema,
  providerKeyIdSchema,
  providerKeyViewSchema,
  updateProviderKeyInputSchema,
} from '@agent-factory/contracts';
import {
  addProviderKey,
  deleteProviderKey,
  listProviderKeys,
  testProviderKey,
  updateProviderKey,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';
import { providerKeysSchema } from './schemas.ts';

const keyPath = z.object({ id: providerKeyIdSchema });

export const providerKeyRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/provider-keys',
    operationId: 'addProviderKey',
    tag: 'Keys',
    summary: 'Bring a key of a model vendor',
    description:
      'The vendor is asked first; a key that it refuses is not stored. Afterwards the key is used before the platform’s, and never shown again.',
    params: none,
    query: none,
    body: addProviderKeyInputSchema,
    answers: { 201: { description: 'Stored.', schema: providerKeyViewSchema } },
    problems: ['invalid_input', 'conflict', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await addProviderKey({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/provider-keys',
    operationId: 'listProviderKeys',
    tag: 'Keys',
    summary: 'List the team’s keys of model vendors',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'All of them, masked.', schema: providerKeysSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listProviderKeys({ ctx }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/provider-keys/{id}',
    operationId: 'updateProviderKey',
    tag: 'Keys',
    summary: 'Change or exchange a key of a model vendor',
    description:
      'Label, weight, on or off; a new `secret` takes the place of the present one once the vendor has accepted it.',
    params: keyPath,
    query: none,
    body: updateProviderKeyInputSchema,
    answers: { 200: { description: 'Changed.', schema: providerKeyViewSchema } },
    problems: ['invalid_input', 'not_found', 'payload_too_large', 'unsupported_media_type', 'unavailable'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateProviderKey({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/provider-keys/{id}/test',
    operationId: 'testProviderKey',
    tag: 'Keys',
    summary: 'Ask the vendor whether a key is still good',
    params: keyPath,
    query: none,
    body: noBody,
    answers: { 200: { description: '`status` says what the vendor said.', schema: providerKeyViewSchema } },
    problems: ['not_found', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await testProviderKey({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/provider-keys/{id}',
    operationId: 'deleteProviderKey',
    tag: 'Keys',
    summary: 'Delete a key of a model vendor',
    params: keyPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteProviderKey({ ctx, input: params });
      return { status: 204 };
    },
  }),
];
