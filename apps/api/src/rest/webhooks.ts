import {
  createWebhookInputSchema,
  pageOf,
  rotateWebhookSecretInputSchema,
  updateWebhookInputSchema,
  webhookDeliveryDetailSchema,
  webhookDeliveryIdSchema,
  webhookDeliveryViewSchema,
  webhookIdSchema,
  webhookSecretViewSchema,
  webhooksViewSchema,
  webhookTestViewSchema,
  webhookViewSchema,
} from '@agent-factory/contracts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhookDeliveriesInputSchema,
  listWebhooks,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from '@agent-factory/services';
import { z } from 'zod';
import { noBody, none, type Route, teamRoute } from './route.ts';

const webhookPath = z.object({ id: webhookIdSchema });
const deliveryPath = z.object({ delivery_id: webhookDeliveryIdSchema });
const withBody = ['payload_too_large', 'unsupported_media_type'] as const;

export const webhookRoutes: readonly Route[] = [
  teamRoute({
    method: 'POST',
    path: '/v1/webhooks',
    operationId: 'createWebhook',
    tag: 'Webhooks',
    summary: 'Be told of events at an address',
    description:
      'The address gets a `webhook.test` event first; nothing is saved unless it answers a 2xx. Messages are signed as Standard Webhooks say: headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. The secret is shown this once; a receiver that checks signatures from the first message on is given one of your own as `secret`.',
    params: none,
    query: none,
    body: createWebhookInputSchema,
    answers: { 201: { description: 'Saved, with its secret.', schema: webhookSecretViewSchema } },
    problems: ['invalid_input', 'forbidden', 'conflict', ...withBody, 'unavailable'],
    async handle({ ctx, body }) {
      return { status: 201, body: await createWebhook({ ctx, input: body }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    tag: 'Webhooks',
    summary: 'List the team’s webhooks',
    params: none,
    query: none,
    body: noBody,
    answers: { 200: { description: 'All of them.', schema: webhooksViewSchema } },
    problems: [],
    async handle({ ctx }) {
      return { status: 200, body: await listWebhooks({ ctx }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/webhooks/{id}',
    operationId: 'getWebhook',
    tag: 'Webhooks',
    summary: 'Read a webhook',
    params: webhookPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'It, without its secret.', schema: webhookViewSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getWebhook({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'PUT',
    path: '/v1/webhooks/{id}',
    operationId: 'updateWebhook',
    tag: 'Webhooks',
    summary: 'Change, pause or resume a webhook',
    description: 'A new address, and one that is resumed, gets a test event first.',
    params: webhookPath,
    query: none,
    body: updateWebhookInputSchema,
    answers: { 200: { description: 'Changed.', schema: webhookViewSchema } },
    problems: ['invalid_input', 'forbidden', 'not_found', ...withBody, 'unavailable'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await updateWebhook({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    operationId: 'deleteWebhook',
    tag: 'Webhooks',
    summary: 'Delete a webhook with its log',
    params: webhookPath,
    query: none,
    body: noBody,
    answers: { 204: { description: 'Deleted.' } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      await deleteWebhook({ ctx, input: params });
      return { status: 204 };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/webhooks/{id}/test',
    operationId: 'testWebhook',
    tag: 'Webhooks',
    summary: 'Send a test event now',
    params: webhookPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'How it was received.', schema: webhookTestViewSchema } },
    problems: ['not_found', 'unavailable'],
    async handle({ ctx, params }) {
      return { status: 200, body: await testWebhook({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/webhooks/{id}/rotate',
    operationId: 'rotateWebhookSecret',
    tag: 'Webhooks',
    summary: 'Exchange a webhook’s secret',
    description: 'For `overlap_hours` each message carries two signatures, one by each secret.',
    params: webhookPath,
    query: none,
    body: rotateWebhookSecretInputSchema,
    answers: { 200: { description: 'With its new secret, this once.', schema: webhookSecretViewSchema } },
    problems: ['invalid_input', 'not_found', 'conflict', ...withBody, 'unavailable'],
    async handle({ ctx, params, body }) {
      return { status: 200, body: await rotateWebhookSecret({ ctx, input: { ...body, ...params } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    operationId: 'listWebhookDeliveries',
    tag: 'Webhooks',
    summary: 'List what was sent to a webhook, newest first',
    description: 'Kept for 30 days.',
    params: webhookPath,
    query: listWebhookDeliveriesInputSchema.omit({ id: true }),
    body: noBody,
    answers: { 200: { description: 'A page of deliveries.', schema: pageOf(webhookDeliveryViewSchema) } },
    problems: ['invalid_input', 'not_found'],
    async handle({ ctx, params, query }) {
      return { status: 200, body: await listWebhookDeliveries({ ctx, input: { ...query, ...params } }) };
    },
  }),
  teamRoute({
    method: 'GET',
    path: '/v1/webhook-deliveries/{delivery_id}',
    operationId: 'getWebhookDelivery',
    tag: 'Webhooks',
    summary: 'Read a delivery: what is sent, and how each try went',
    params: deliveryPath,
    query: none,
    body: noBody,
    answers: { 200: { description: 'The delivery.', schema: webhookDeliveryDetailSchema } },
    problems: ['not_found'],
    async handle({ ctx, params }) {
      return { status: 200, body: await getWebhookDelivery({ ctx, input: params }) };
    },
  }),
  teamRoute({
    method: 'POST',
    path: '/v1/webhook-deliveries/{delivery_id}/replay',
    operationId: 'replayWebhookDelivery',
    tag: 'Webhooks',
    summary: 'Send an event again, with the same id',
    params: deliveryPath,
    query: none,
    body: noBody,
    answers: { 202: { description: 'It is on its way.', schema: webhookDeliveryViewSchema } },
    problems: ['not_found', 'conflict'],
    async handle({ ctx, params }) {
      return { status: 202, body: await replayWebhookDelivery({ ctx, input: params }) };
    },
  }),
];
